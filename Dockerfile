# One image with the three executables; docker-compose.yml chooses which one a container runs.
# Images are pinned by version; where a registry can be reached, pin their digests as well.

FROM swift:6.3.1-bookworm AS build
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libpq-dev librabbitmq-dev libsqlite3-dev pkg-config \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
# The dependencies first: this layer is kept until the manifest changes.
COPY Package.swift Package.resolved ./
RUN swift package resolve
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --static-swift-stdlib --product client \
 && swift build -c release --static-swift-stdlib --product supplier \
 && swift build -c release --static-swift-stdlib --product monitor \
 && mkdir /executables \
 && cp .build/release/client .build/release/supplier .build/release/monitor /executables/

FROM debian:12-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates curl libpq5 librabbitmq4 libsqlite3-0 tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin duet
COPY --from=build /executables/ /usr/bin/
COPY bpmn /usr/share/duet/bpmn
COPY migrations /usr/share/duet/migrations
COPY docs/openapi.json /usr/share/duet/openapi.json
COPY --chmod=755 docker/entrypoint.sh docker/healthcheck.sh /usr/lib/duet/
ENV DUET_BPMN=/usr/share/duet/bpmn/order.bpmn \
    DUET_MIGRATIONS=/usr/share/duet/migrations \
    DUET_OPENAPI=/usr/share/duet/openapi.json \
    DUET_HTTP_PORT=8080 \
    DUET_URL=http://127.0.0.1:8080
USER duet
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 CMD ["/usr/lib/duet/healthcheck.sh"]
ENTRYPOINT ["/usr/lib/duet/entrypoint.sh"]
