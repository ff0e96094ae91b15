package dev.slipway.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Named objects under one root. Thread-safe. Keys are relative, non-empty, their parts separated by single slashes and
 * neither {@code .} nor {@code ..}; a key that is none, or that the store uses itself, is refused as CONFIG. Every method
 * throws {@link dev.slipway.Failure}: UNAVAILABLE when the store did not answer, CORRUPT when an object is not what it was
 * when it was seen; and {@link Conflict} when an expectation was not met. Of several who expect the same, one succeeds.
 */
public interface Store {
    /** How a person would name the root: a path or a URL without credentials. */
    String root();

    /**
     * All objects whose key begins with {@code prefix}, in the order of their keys' bytes in UTF-8, staged ones and the
     * store's own files excepted. A listing may know less than {@link #find}: its versions stand for the same objects, but
     * need not be equal to those, nor tell objects of equal bytes apart. Close the stream.
     */
    Stream<Blob> list(String prefix);

    /** With how many requests at a time it is at its best; more than one where each is waited for, and they do not share a disk. */
    default int atOnce() {
        return 1;
    }

    /** The object with this key, if it is there; what is only the beginning of other keys is not. */
    Optional<Blob> find(String key);

    /**
     * Bytes of an object as it was when {@code blob} was seen; the caller closes the stream.
     *
     * @throws IndexOutOfBoundsException when the object does not have all of them
     */
    InputStream read(Blob blob, long offset, long length);

    /** The object as a local file, when it is one: for readers that need a path. */
    Optional<Path> path(Blob blob);

    /** Begins an object that has no name yet: the name may depend on its last row. {@code attempt} names the try. */
    Staged stage(String attempt);

    /**
     * Does what may take long of promoting a staged object, if anything does, so that promoting it is a matter of moments.
     * Idempotent; what is not staged, or not any more, is left to promoting.
     *
     * @param staged its {@link Blob#key()}
     * @param key what it will be called
     * @return whether there was something to do
     */
    default boolean prepare(String staged, String key) {
        return false;
    }

    /**
     * Gives a staged object its name. Idempotent: done again with the same arguments, it returns what stands there.
     *
     * @throws Conflict when {@code key} does not hold what was expected; the staged object is still there
     */
    Blob promote(Sealed sealed, String key, Expect expect);

    /** A staged object by its {@link Blob#key()}, also one that another process sealed, if it is there. */
    Optional<Sealed> staged(String key);

    /**
     * Every staged object of every process, in no order, and whatever else a process that died may have left unfinished.
     * Each can be discarded. Close the stream.
     */
    Stream<Leftover> leftovers();

    /** Removes a staged object that will not be promoted. Idempotent. */
    void discard(Sealed sealed);

    /**
     * Writes a small object whole.
     *
     * @throws Conflict when {@code key} does not hold what was expected
     */
    Blob put(String key, byte[] body, Expect expect);

    /**
     * Removes an object, and returns when that is durable: also when it was gone already, since whoever removed it may have
     * been killed before it was.
     *
     * @throws Conflict when the object changed since {@code blob} was seen
     */
    void delete(Blob blob);

    /**
     * Returns when the objects that stand beside {@code key} stand there durably, whoever made them: another process may have
     * been killed after they could be seen, and before that.
     */
    void settle(String key);

    /** Bytes that can still be written, or empty when the store does not know a limit. */
    Optional<Long> bytesFree();
}
