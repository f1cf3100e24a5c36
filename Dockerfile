# docker build -t unroll .                                   computes on the processor
# docker build -t unroll:cuda --build-arg BACKEND=cuda .     and on NVIDIA's GPUs; of CUDA the host needs the driver alone
# docker run --rm -v unroll-runs:/runs unroll train app/configs/hello.yaml

FROM debian:bookworm-slim AS build
# Debian's Java wants the folder of its manual pages, which slim images have not.
RUN mkdir -p /usr/share/man/man1 \
 && apt-get update \
 && apt-get install -y --no-install-recommends openjdk-17-jdk-headless zip \
 && rm -rf /var/lib/apt/lists/*
ENV LANG=C.UTF-8 UNROLL_CACHE=/opt/unroll/cache
WORKDIR /unroll
COPY . .
ARG BACKEND=cpu
# Stands in every run's provenance; the history itself is no part of the context.
ARG COMMIT="no commit"
# Maven's own, for whoever has a repository at hand.
ARG MAVEN_ARGS
ARG MAVEN_USER_HOME
# All native libraries are unpacked, also those that only a GPU would ask for, and leave the jar: with both the image would hold
# them twice. JavaCPP links some of them under other names when it loads them first, which a training and a video do.
RUN case "$BACKEND" in \
      cpu) profile= ;; \
      cuda) profile=-Pcuda ;; \
      *) echo "BACKEND: expected cpu or cuda, found $BACKEND" >&2; exit 2 ;; \
    esac \
 && ./mvnw -B -q -pl app/core -am package -Dmaven.test.skip=true -Dexec.skip=true \
      -Dgit.commit.id.abbrev="$COMMIT" $profile \
 && mkdir -p /program/app \
 && mv app/core/target/unroll.jar unroll LICENSE data app/image/health /program/ \
 && cp -r app/configs /program/app/ \
 && ln -s /runs /program/runs \
 && cd /program \
 && java -jar unroll.jar doctor --unpack \
 && java -jar unroll.jar train app/configs/hello.yaml --out /tmp/hello \
 && java -jar unroll.jar validate app/configs/frame-labeling/clips.yaml --quick \
 && zip -q -d unroll.jar '*.so' '*.so.*' \
 && chmod -R a+rX /program "$UNROLL_CACHE"

FROM debian:bookworm-slim
RUN mkdir -p /usr/share/man/man1 \
 && apt-get update \
 && apt-get install -y --no-install-recommends openjdk-17-jre-headless fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent unroll \
 && mkdir -p /data /runs /opt/unroll \
 && chown unroll:unroll /data /runs
# NVIDIA's container toolkit brings in the driver's library and nvidia-smi.
ENV LANG=C.UTF-8 PATH=/opt/unroll:$PATH UNROLL_CACHE=/opt/unroll/cache UNROLL_DATA=/data NVIDIA_DRIVER_CAPABILITIES=compute,utility
WORKDIR /opt/unroll
COPY --from=build /opt/unroll/cache cache
COPY --from=build /program ./
# Java's archive of classes and the list of fonts are made here: whoever runs the image may write none of it. An image keeps
# whole seconds, and the list of fonts counts only while their folders have the times it was made at.
RUN find /usr/share/fonts /usr/local/share/fonts -exec touch -d 2026-01-01 {} + \
 && unroll train app/configs/hello.yaml --out /tmp/hello \
 && unroll report /tmp/hello --out /tmp/report.html --plots /tmp/plots \
 && rm -rf /tmp/* \
 && chmod a+r unroll.jsa unroll.jsa.of
USER unroll
VOLUME ["/data", "/runs"]
EXPOSE 8080
HEALTHCHECK --interval=1m --timeout=30s --start-period=30s CMD ["health"]
ENTRYPOINT ["unroll"]
CMD ["--help"]
