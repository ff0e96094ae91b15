package dev.slipway.bench;

/**
 * What one run of a contestant took.
 *
 * @param fileBytes of all files that it left; 0 when it leaves none
 */
record Measured(double wallSeconds, double cpuSeconds, long residentBytes, long fileBytes) {}
