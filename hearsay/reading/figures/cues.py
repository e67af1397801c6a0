"""Words that tell what befell the counted, and who or what is counted."""

from __future__ import annotations

import re

from hearsay.schema import FigureKind

# The kinds are those that conflict researchers code (ACLED, UCDP); the words of each are a list of the usual ones.
ACTIVE: dict[FigureKind, str] = {
    "killed": "kill kills killed killing slay slain slew slaughtered massacred executed murdered murdering beheaded executing",
    "wounded": "wound wounds wounded wounding injure injures injured injuring maimed maiming hurt hurting",
    "missing": "",
    "detained": (
        "detain detains detained detaining arrest arrests arrested arresting jail jails jailed jailing imprisoned "
"imprisoning imprison captured "
        "capturing capture captures abducted abducting abduct kidnapped kidnapping kidnap kidnaps interned apprehended "
"recaptured imprisons "
        "apprehending abducts nabbed"
    ),
    "displaced": "displace displaces displaced displacing uprooted uprooting uproot evacuated evacuating evacuate evacuates",
    "deployed": "deploy deploys deployed deploying",
}  # fmt: skip
CUES: dict[str, FigureKind] = {word: kind for kind, words in ACTIVE.items() for word in words.split()}
HEADS: dict[str, FigureKind] = {
    "deaths": "killed", "death": "killed", "fatalities": "killed", "fatality": "killed", "bodies": "killed", "body": "killed",
    "corpses": "killed", "corpse": "killed", "injuries": "wounded", "wounded": "wounded", "injured": "wounded",
    "arrests": "detained", "arrest": "detained", "abductions": "detained", "kidnappings": "detained", "dead": "killed",
    "detentions": "detained", "detainees": "detained", "detainee": "detained",
    "killings": "killed", "murders": "killed", "disappearances": "missing",
}  # fmt: skip
PREMODIFIERS: dict[str, FigureKind] = {
    "wounded": "wounded", "injured": "wounded", "missing": "missing", "dead": "killed", "slain": "killed", "jailed": "detained",
    "imprisoned": "detained", "detained": "detained", "displaced": "displaced", "homeless": "displaced",
}  # fmt: skip
# Who is deployed where a verb says no more than "sent", and who flees as the displaced do.
FORCES = re.compile(
    r"(?:troop|soldier|fighter|marine|men|force|personnel|peacekeeper|reservist|paratrooper|brigade|battalion|"
    r"regiment|division|unit|"
    r"guard|officer|police|warship|frigate|destroyer|ship|vessel|boat|submarine|tank|jet|aircraft|helicopter|drone|vehicle|"
    r"adviser|advisor|instructor|mercenar\w+|sailor|gendarme|batter(?:y|ie)|commando|recruit|conscript|firefighter|"
    r"combatant)s?$",
    re.IGNORECASE,
)
# "Captured three villages" detains nobody: a person is a force of people or bears an ending of agent nouns and demonyms.
THINGS = re.compile(
    (
        r"(?:village|town|cit(?:y|ie)|settlement|position|hill|tank|vehicle|post|base|building|station|district|"
        r"province|island|bridge|weapon|rifle|"
        r"ship|vessel|boat|truck|drone|gun|checkpoint|area|territor(?:y|ie)|house|tonne|weapon|seat|point|headline|"
        r"prize|medal|title|image|photo\w*|site)s?$"
    ),
    re.IGNORECASE,
)
PERSON = re.compile(
    r"(?:people|men|women|children|troops|police|personnel|crew|staff|civilians|soldiers|hostages|others|nationals|"
    r"\w+(?:ers|ors|ists|ants|ents|ians|ans|ees|ese|ives)|(?:nurses|priests|monks|nuns|judges|girls|boys|pupils|"
    r"teens|youths|males|females))$",
    re.IGNORECASE,
)
CIVILIANS = re.compile(
    (
        r"(?:people|resident|famil(?:y|ie)|civilian|villager|refugee|household|inhabitant|women|children|other|"
        r"islander|local|citizen|"
        r"townspeople|student|farmer|(?<!gun)men|person|home-?owner|migrant|national|evacuee|soul|Muslim|Christian|"
        r"\w+ian|\w+an)s?$"
    ),
    re.IGNORECASE,
)
PARTICIPLE: dict[FigureKind, str] = {
    "killed": ("killed|dead|slain|shot dead|massacred|executed|murdered|beheaded|burned alive|crushed to death|(?:burn(?:ed|"
"t)|stabbed|beaten|hacked|shot|trampled|crushed|frozen|starved) to death|gunned down|lynched|drowned|electrocuted"),
    "wounded": "wounded|injured|hurt|maimed|shot and wounded|hospitali[sz]ed",
    "missing": "missing|unaccounted for",
    "detained": ("detained|arrested|jailed|imprisoned|captured|abducted|kidnapped|interned|recaptured|rounded up|apprehended|"
"taken into custody|taken hostage|taken prisoner|taken captive|held hostage|held captive|in custody|in "
"detention|behind bars|remanded|held|locked up"),
    "displaced": ("displaced|uprooted|evacuated|homeless|made homeless|left homeless|driven (?:from|out of) their (?:homes?|"
"villages?|land)|forced (?:from|out of) their (?:homes?|villages?)|forced to (?:flee|leave their homes?)"),
    "deployed": "deployed",
}  # fmt: skip
