"""The curve of the scale bench as an SVG picture: time and peak memory over articles, on logarithmic scales."""

from __future__ import annotations

import math
from collections.abc import Sequence

_WIDTH, _HEIGHT, _LEFT, _TOP = 320, 240, 58, 34
_STYLE = (
    "text{font:12px sans-serif;fill:#333}.g{stroke:#ddd}.c{fill:none;stroke:#1f6f8b;stroke-width:2}"
    ".l{stroke:#999;stroke-dasharray:4 4;fill:none}circle{fill:#1f6f8b}"
)


def plot(points: Sequence[tuple[int, float, float]]) -> str:
    """Draw (articles, seconds, MiB); the dashed line is linear growth from the first point."""
    panels = [
        _panel([(n, seconds) for n, seconds, _ in points], "seconds of work", 0),
        _panel([(n, peak) for n, _, peak in points], "peak memory, MiB", _WIDTH + 90),
    ]
    width, height = 2 * _WIDTH + 90 + _LEFT + 20, _HEIGHT + _TOP + 44
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
        "<title>Time and memory over the number of articles</title>"
        f'<style>{_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>{"".join(panels)}</svg>\n'
    )


def _panel(points: Sequence[tuple[int, float]], name: str, shift: int) -> str:
    low_x, high_x = _decades([n for n, _ in points])
    low_y, high_y = _decades([value for _, value in points])

    def at(n: float, value: float) -> tuple[float, float]:
        x = (math.log10(n) - low_x) / (high_x - low_x) * _WIDTH + _LEFT + shift
        y = _TOP + _HEIGHT - (math.log10(value) - low_y) / (high_y - low_y) * _HEIGHT
        return round(x, 1), round(y, 1)

    left, right = _LEFT + shift, _LEFT + shift + _WIDTH
    made = [f'<text x="{left}" y="18">{name}</text>']
    for decade in range(low_y, high_y + 1):
        y = at(10**low_x, 10**decade)[1]
        made.append(f'<path class="g" d="M{left} {y}H{right}"/>')
        made.append(f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{10**decade:,}</text>')
    for decade in range(low_x, high_x + 1):
        x = at(10**decade, 10**low_y)[0]
        made.append(f'<path class="g" d="M{x} {_TOP}V{_TOP + _HEIGHT}"/>')
        made.append(f'<text x="{x}" y="{_TOP + _HEIGHT + 18}" text-anchor="middle">{10**decade:,}</text>')
    made.append(
        f'<text x="{(left + right) / 2}" y="{_TOP + _HEIGHT + 36}" text-anchor="middle">articles</text>'
    )
    (first_n, first), (last_n, _) = points[0], points[-1]
    top = 10.0**high_y
    linear = min(first * last_n / first_n, top)
    (a, b), (c, d) = at(first_n, first), at(first_n * linear / first, linear)
    made.append(f'<path class="l" d="M{a} {b}L{c} {d}"/>')
    spots = [at(n, value) for n, value in points]
    made.append('<path class="c" d="M' + "L".join(f"{x} {y}" for x, y in spots) + '"/>')
    made.extend(f'<circle cx="{x}" cy="{y}" r="3.5"/>' for x, y in spots)
    return "".join(made)


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)
