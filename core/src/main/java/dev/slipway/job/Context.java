package dev.slipway.job;

/**
 * What a run gives to everything that takes part in it.
 *
 * @param cancel asked often, between batches at the latest
 * @param events takes what a person or a log may want to know
 */
public record Context(Cancel cancel, Events events) {}
