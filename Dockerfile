# The command line in an image: docker build -t acraudit . && docker run --rm -v "$PWD:/work:ro" acraudit lint
FROM node:24-slim AS build
WORKDIR /source
COPY . .
RUN npm ci && npm pack --pack-destination /packed

FROM node:24-slim
LABEL org.opencontainers.image.title="acraudit" \
      org.opencontainers.image.description="Checks that every Azure Container Registry leaves an audit trail." \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production
# git is for --changed-since and --compare. A mounted repository has another owner than the user of the image.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends git tini ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && git config --system --add safe.directory '*'
RUN --mount=type=bind,from=build,source=/packed,target=/packed npm install --global /packed/*.tgz && npm cache clean --force
USER node
WORKDIR /work
ENTRYPOINT ["tini", "--", "acraudit"]
CMD ["--help"]
