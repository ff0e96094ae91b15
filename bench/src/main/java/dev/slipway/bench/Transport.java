package dev.slipway.bench;

/** How bytes come from the server. */
enum Transport {
    TCP,
    TLS,
    UNIX
}
