package dev.slipway.store;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The staged files of a spool, each with a note beside it. A note is written when its file is durable, and removed after
 * it: a file without one was not sealed, and a note without one is of a file that is done with. Thread-safe.
 */
final class SpoolFolder {
    /** Begins the versions of what stands here: no other store has such. */
    private static final String MARK = "spool:";

    private static final String NOTES = "notes/";

    private final Store folder;

    SpoolFolder(Store folder) {
        this.folder = folder;
    }

    Staged stage(String attempt) {
        return new Hashed(folder.stage(attempt));
    }

    /** Whether it stands here, or did. */
    static boolean isOurs(Blob blob) {
        return blob.version().startsWith(MARK);
    }

    private static Blob ours(Blob blob, String sha256) {
        return new Blob(blob.key(), blob.size(), MARK + blob.version() + '/' + sha256);
    }

    /** As the folder knows it. */
    Blob inside(Blob blob) {
        String version = blob.version();
        return new Blob(blob.key(), blob.size(), version.substring(MARK.length(), version.lastIndexOf('/')));
    }

    /** The hash of the bytes that were written to it. */
    static String sha256(Blob blob) {
        return blob.version().substring(blob.version().lastIndexOf('/') + 1);
    }

    /** For messages. */
    String where(Sealed sealed) {
        return folder.root() + '/' + sealed.blob().key();
    }

    Store store() {
        return folder;
    }

    Optional<Sealed> staged(String key) {
        return folder.staged(key).flatMap(found -> note(key)
                .map(Noted::note)
                .filter(note -> note.bytes() == found.blob().size())
                .map(note -> new Sealed(ours(found.blob(), note.sha256()))));
    }

    /** Also notes whose file is done with: as long as one is there, so was its file, and it was noted after that. */
    Stream<Leftover> leftovers() {
        List<Blob> notes;
        try (Stream<Blob> all = folder.list(NOTES)) {
            notes = all.toList();
        }
        List<Leftover> files;
        try (Stream<Leftover> all = folder.leftovers()) {
            files = all.map(found -> new Leftover(ours(found.blob(), ""), found.since()))
                    .toList();
        }
        Set<String> there =
                files.stream().map(file -> noteKey(file.blob().key())).collect(Collectors.toSet());
        Stream<Leftover> alone = notes.stream()
                .filter(note -> !there.contains(note.key()))
                .map(note -> new Blob(fileKey(note.key()), note.size(), note.version()))
                .map(note -> new Leftover(ours(note, ""), Instant.EPOCH));
        return Stream.concat(files.stream(), alone);
    }

    /** What is remembered of a sealed file, and where. */
    record Noted(Blob at, SpoolNote note) {}

    /** What is remembered of a sealed file, as long as that is there. */
    Optional<Noted> note(String key) {
        return folder.find(noteKey(key)).map(blob -> {
            try (InputStream in = folder.read(blob, 0, blob.size())) {
                return new Noted(blob, SpoolNote.read(in.readAllBytes(), folder.root() + '/' + blob.key()));
            } catch (IOException e) {
                throw new Failure(
                        Failure.Kind.UNAVAILABLE, "could not read " + folder.root() + '/' + blob.key() + ": " + e, e);
            }
        });
    }

    private static String noteKey(String key) {
        return NOTES + key.substring(key.lastIndexOf('/') + 1);
    }

    private static String fileKey(String noteKey) {
        return Keys.STAGING + '/' + noteKey.substring(NOTES.length());
    }

    /**
     * Remembers, durably, where the bytes stand now.
     *
     * @throws Conflict when someone else remembered something meanwhile, or removed it
     */
    void sent(Noted noted, Sealed there) {
        folder.put(noted.at().key(), noted.note().withSent(there).text(), Expect.unchanged(noted.at()));
    }

    /** Also over a note that stayed behind when a person removed its file. */
    private void write(String key, SpoolNote note) {
        String noteKey = noteKey(key);
        Expect expect = folder.find(noteKey).map(Expect::unchanged).orElse(Expect.absent());
        folder.put(noteKey, note.text(), expect);
    }

    /** Removes it with its note, if it is there. Whoever is killed in between leaves the note, which takes no space. */
    void remove(Sealed sealed) {
        folder.discard(new Sealed(inside(sealed.blob())));
        folder.find(noteKey(sealed.blob().key())).ifPresent(folder::delete);
    }

    /** Hashes what is written. */
    private final class Hashed implements Staged {
        private final Staged staged;
        private final MessageDigest hash = Sha256.start();

        Hashed(Staged staged) {
            this.staged = staged;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            staged.write(bytes, offset, length);
            hash.update(bytes, offset, length);
        }

        @Override
        public long bytesHeld() {
            return staged.bytesHeld();
        }

        @Override
        public Sealed seal() {
            Sealed sealed = staged.seal();
            String sha256 = Sha256.hex(hash);
            Sealed ours = new Sealed(ours(sealed.blob(), sha256));
            boolean noted = false;
            try {
                SpoolFolder.this.write(
                        sealed.blob().key(), new SpoolNote(sealed.blob().size(), sha256, Optional.empty()));
                noted = true;
            } finally {
                if (!noted) {
                    // It may be there all the same, when only the answer was lost.
                    remove(ours);
                }
            }
            return ours;
        }

        @Override
        public void close() {
            staged.close();
        }
    }
}
