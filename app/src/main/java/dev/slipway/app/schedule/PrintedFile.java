package dev.slipway.app.schedule;

/**
 * A file for a scheduler.
 *
 * @param name without a folder
 * @param text ends with a line break
 */
public record PrintedFile(String name, String text) {}
