package dev.slipway.app.drop;

/** Tells a person how far it is. */
interface Telling {
    /** Something begins. */
    void step(String what);

    /** Something that one should know. */
    void note(String what);
}
