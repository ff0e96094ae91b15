package dev.slipway.store;

import dev.slipway.Failure;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A store with a folder in front, for links that come and go: what is staged is written to the folder, and read back there;
 * what is promoted is sent from there to the store behind, proven to be what was written, and gets its name in that store. All
 * objects with names are the store's behind. A file leaves the folder when the store behind has it under its name.
 *
 * <p>Before it is promoted, where the bytes stand behind is noted durably in the folder: who was killed promotes that very
 * object again, so that doing it again is as harmless as it is in the store behind. Others know what is in a folder only if they
 * use the same; to all others it is not there, and what it holds is made anew.
 */
public final class SpooledStore implements Store {
    private final SpoolFolder spool;
    private final Store behind;
    private final Watch watch;

    /** Is told of the data that is sent, by the thread that sends it. */
    public interface Watch {
        /** Watches nothing. */
        Watch NONE = new Watch() {
            @Override
            public void sending(long bytes) {}

            @Override
            public void sent(String key, long bytes) {}
        };

        /** So many more bytes are on their way; whoever throws ends it, with nothing lost. */
        void sending(long bytes);

        /** All bytes of what is to become {@code key} have arrived, though they are not visible. */
        void sent(String key, long bytes);
    }

    /**
     * A store of which only staged objects are here.
     *
     * @param folder for this store alone, and used by nothing else; shared by all processes that are to carry on each
     *     other's work
     * @param behind where everything goes
     */
    public SpooledStore(Store folder, Store behind, Watch watch) {
        this.spool = new SpoolFolder(folder);
        this.behind = behind;
        this.watch = watch;
    }

    @Override
    public String root() {
        return behind.root();
    }

    @Override
    public Stream<Blob> list(String prefix) {
        return behind.list(prefix);
    }

    @Override
    public int atOnce() {
        return behind.atOnce();
    }

    @Override
    public Optional<Blob> find(String key) {
        return behind.find(key);
    }

    @Override
    public InputStream read(Blob blob, long offset, long length) {
        return SpoolFolder.isOurs(blob)
                ? spool.store().read(spool.inside(blob), offset, length)
                : behind.read(blob, offset, length);
    }

    @Override
    public Optional<Path> path(Blob blob) {
        return SpoolFolder.isOurs(blob) ? spool.store().path(spool.inside(blob)) : behind.path(blob);
    }

    @Override
    public Staged stage(String attempt) {
        return spool.stage(attempt);
    }

    /** Sends it, unless that was done, and what was sent is still there or has its name already. */
    @Override
    public boolean prepare(String staged, String key) {
        Optional<Sealed> sealed = spool.staged(staged);
        Optional<SpoolFolder.Noted> noted = spool.note(staged);
        if (sealed.isEmpty() || noted.isEmpty()) {
            return false;
        }
        Optional<Sealed> sent = noted.get().note().sent();
        boolean due = sent.isEmpty()
                || !isThere(sent.get()) && standing(sealed.get(), key).isEmpty();
        if (due) {
            send(sealed.get(), noted.get(), key);
        }
        return due;
    }

    /**
     * {@inheritDoc} Sends it, if it was not sent. What was sent once and is gone is not sent again: it may have been removed to
     * keep whoever was overtaken from promoting it.
     */
    @Override
    public Blob promote(Sealed sealed, String key, Expect expect) {
        if (!SpoolFolder.isOurs(sealed.blob())) {
            return behind.promote(sealed, key, expect);
        }
        Keys.target(key, root());
        Optional<SpoolFolder.Noted> noted = spool.note(sealed.blob().key());
        boolean gone = noted.isEmpty()
                || noted.get().note().sent().isEmpty()
                        && spool.staged(sealed.blob().key()).isEmpty();
        if (gone) {
            return standing(sealed, key).orElseThrow(() -> gone(sealed));
        }
        Sealed sent = noted.get().note().sent().orElseGet(() -> send(sealed, noted.get(), key));
        Blob promoted = promoteSent(sent, sealed, key, expect);
        spool.remove(sealed);
        return promoted;
    }

    private boolean isThere(Sealed sent) {
        return behind.staged(sent.blob().key()).filter(sent::equals).isPresent();
    }

    private Blob promoteSent(Sealed sent, Sealed sealed, String key, Expect expect) {
        try {
            return behind.promote(sent, key, expect);
        } catch (Failure e) {
            if (e.kind() != Failure.Kind.UNAVAILABLE || isThere(sent)) {
                throw e;
            }
            return standing(sealed, key).orElseThrow(() -> e);
        }
    }

    /** What stands there, durably, if it is what was sealed: by its bytes, where nothing else tells. */
    private Optional<Blob> standing(Sealed sealed, String key) {
        Optional<Blob> standing = behind.find(key)
                .filter(there -> there.size() == sealed.blob().size()
                        && Sha256.of(behind, there).equals(SpoolFolder.sha256(sealed.blob())));
        standing.ifPresent(there -> behind.settle(there.key()));
        return standing;
    }

    private Failure gone(Sealed sealed) {
        return new Failure(
                Failure.Kind.UNAVAILABLE,
                spool.where(sealed) + " was written but is gone: nothing was published; run again");
    }

    private Sealed send(Sealed sealed, SpoolFolder.Noted noted, String key) {
        Sealed sent = uploaded(sealed, key);
        try {
            spool.sent(noted, sent);
        } catch (Conflict e) {
            // Another process was faster, perhaps one that was overtaken: what it sent is as good.
            behind.discard(sent);
            return spool.note(sealed.blob().key())
                    .flatMap(now -> now.note().sent())
                    .orElseThrow(() -> new Failure(
                            Failure.Kind.UNAVAILABLE,
                            spool.where(sealed) + " is being published by another process; run again",
                            e));
        }
        told(key).sent(key, sealed.blob().size());
        return sent;
    }

    /** Nobody watches what is only kept of runs, nor ends it: that a run was stopped has to be recorded, too. */
    private Watch told(String key) {
        return Keys.kept(key) ? Watch.NONE : watch;
    }

    /** Whether it arrived though that was not heard concerns nobody: it has no name there. */
    private Sealed uploaded(Sealed sealed, String key) {
        try {
            return upload(sealed, told(key));
        } catch (Failure e) {
            if (e.kind() != Failure.Kind.UNAVAILABLE && e.kind() != Failure.Kind.UNKNOWN) {
                throw e;
            }
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    key + " could not be sent to " + root() + ": " + e.text() + "; nothing is lost: it stays in "
                            + spool.store().root() + ", and the next run with this spool sends it",
                    e);
        }
    }

    private Sealed upload(Sealed sealed, Watch told) {
        String name = sealed.blob().key().substring(Keys.STAGING.length() + 1).replaceFirst("\\.part$", "");
        try (Staged staged = behind.stage(name)) {
            String sha256 = Sha256.copy(spool.store(), spool.inside(sealed.blob()), (bytes, offset, length) -> {
                told.sending(length);
                staged.write(bytes, offset, length);
            });
            if (!sha256.equals(SpoolFolder.sha256(sealed.blob()))) {
                // It is no good to anyone: as long as it is there, each run would try to publish it.
                spool.remove(sealed);
                throw new Failure(
                        Failure.Kind.CORRUPT,
                        spool.where(sealed) + " is not what was written there: its SHA-256 is " + sha256 + ", not "
                                + SpoolFolder.sha256(sealed.blob())
                                + "; it was removed and not published. Check the disk, and run again: its rows are"
                                + " exported anew");
            }
            return staged.seal();
        }
    }

    @Override
    public Optional<Sealed> staged(String key) {
        return spool.staged(key).or(() -> behind.staged(key));
    }

    @Override
    public Stream<Leftover> leftovers() {
        return Stream.concat(spool.leftovers(), behind.leftovers());
    }

    /** What was sent goes first: as long as the file is there, it is known that there is something to be removed. */
    @Override
    public void discard(Sealed sealed) {
        if (SpoolFolder.isOurs(sealed.blob())) {
            spool.note(sealed.blob().key())
                    .flatMap(noted -> noted.note().sent())
                    .ifPresent(behind::discard);
            spool.remove(sealed);
        } else {
            behind.discard(sealed);
        }
    }

    @Override
    public Blob put(String key, byte[] body, Expect expect) {
        return behind.put(key, body, expect);
    }

    @Override
    public void delete(Blob blob) {
        behind.delete(blob);
    }

    @Override
    public void settle(String key) {
        behind.settle(key);
    }

    /** Of the folder, which has to hold all that is not published yet. */
    @Override
    public Optional<Long> bytesFree() {
        return spool.store().bytesFree();
    }
}
