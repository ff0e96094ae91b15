package dev.slipway.ledger;

/**
 * A file that holds rows of a unit.
 *
 * @param file its receipt, with the key that it has or will have
 * @param staged where it stands meanwhile; empty when it is visible already
 */
public record UnitFile(DataFile file, String staged) {}
