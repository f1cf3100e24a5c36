# docker build -t unroll .                                   computes on the processor
# docker build -t unroll:cuda --build-arg BACKEND=cuda .     and on NVIDIA's GPUs; of CUDA the host needs the driver alone
# docker run --rm -v unroll-runs:/runs unroll train app/configs/hello.yaml

FROM debian:bookworm-slim AS build
# Debian's Java wants the folder of its manual pages, which slim images have not.
RUN mkdir -p /usr/share/man/man1 \
 && apt-get update \
 && apt-get install -y --no-install-recommends openjdk-17-jdk-headless \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /unroll
COPY . .
ARG BACKEND=cpu
# Stands in every run's provenance; the history itself is no part of the context.
ARG COMMIT="no commit"
RUN case "$BACKEND" in \
      cpu) profile= ;; \
      cuda) profile=-Pcuda ;; \
      *) echo "BACKEND: expected cpu or cuda, found $BACKEND" >&2; exit 2 ;; \
    esac \
 && ./mvnw -B -q -pl app/core -am package -Dmaven.test.skip=true -Dexec.skip=true \
      -Dgit.commit.id.abbrev="$COMMIT" $profile

FROM debian:bookworm-slim
RUN mkdir -p /usr/share/man/man1 \
 && apt-get update \
 && apt-get install -y --no-install-recommends openjdk-17-jre-headless fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent unroll \
 && mkdir -p /data /runs /opt/unroll \
 && chown unroll:unroll /data /runs \
 && ln -s /runs /opt/unroll/runs
ENV LANG=C.UTF-8 PATH=/opt/unroll:$PATH UNROLL_CACHE=/opt/unroll/cache UNROLL_DATA=/data
WORKDIR /opt/unroll
COPY --from=build /unroll/app/core/target/unroll.jar ./
COPY unroll LICENSE app/image/health ./
COPY app/configs app/configs
COPY data data
# Natives, FFmpeg's too, Java's archive of classes and the list of fonts are made here: whoever runs the image may write none
# of it. An image keeps whole seconds, and the list of fonts counts only while their folders have the times it was made at.
RUN find /usr/share/fonts /usr/local/share/fonts -exec touch -d 2026-01-01 {} + \
 && unroll train app/configs/hello.yaml --out /tmp/hello \
 && unroll validate app/configs/frame-labeling/clips.yaml --quick \
 && unroll report /tmp/hello --out /tmp/report.html --plots /tmp/plots \
 && rm -rf /tmp/* \
 && chmod -R a+rX /opt/unroll
USER unroll
VOLUME ["/data", "/runs"]
EXPOSE 8080
HEALTHCHECK --interval=1m --timeout=30s --start-period=30s CMD ["health"]
ENTRYPOINT ["unroll"]
CMD ["--help"]
