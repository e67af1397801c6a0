# Hearsay in a container: docker build -t hearsay . && docker run --rm -v "$PWD":/data hearsay read articles/
FROM python:3.12-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock ./
# The locked versions, checked by their hashes; they hold what builds the package, too.
RUN python -m venv /opt/hearsay \
    && /opt/hearsay/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE MODEL_CARD.md ./
COPY hearsay ./hearsay
RUN /opt/hearsay/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim-bookworm
COPY --from=build /opt/hearsay /opt/hearsay
ENV PATH=/opt/hearsay/bin:$PATH
RUN useradd --create-home --uid 1000 reader
USER 1000
# The folder with your articles and records is mounted here.
WORKDIR /data
ENTRYPOINT ["hearsay"]
CMD ["--help"]
