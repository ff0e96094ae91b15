package dev.slipway.aws;

/** What a door may do to a request. */
sealed interface Fault {
    /** It is not carried out, and the client hears nothing. */
    record Held() implements Fault {}

    /** Nothing. */
    record None() implements Fault {}

    /** Ends the connection before the server hears of it. */
    record Cut() implements Fault {}

    /** Lets the server do it, and ends the connection instead of answering. */
    record Lost() implements Fault {}

    /** Lets the server do it, sends so many bytes of the answer, and resets the connection. */
    record Reset(int bytes) implements Fault {}

    /** Lets the server do it, sends so many bytes of the answer, and ends the connection in order. */
    record Truncated(int bytes) implements Fault {}

    /** Lets the server do it, and keeps the answer until the client has given up. */
    record Silent() implements Fault {}

    /** Answers in the server's place, which hears nothing. */
    record Answer(int status, String headers, String body) implements Fault {
        static Answer of(int status, String code) {
            return new Answer(status, "", "<Error><Code>" + code + "</Code><Message>told to</Message></Error>");
        }
    }

    /** Lets the server do it, and says that it did what a condition kept it from. */
    record Forged() implements Fault {}

    /** Answers as to the first request that was the same, if there was one. */
    record Stale() implements Fault {}
}
