package dev.slipway.ledger;

import static dev.slipway.ledger.JsonFields.require;

import dev.slipway.Failure;
import dev.slipway.store.Sha256;
import dev.slipway.store.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Commits as lines of JSON: a head, the entries, and the SHA-256 of all lines before. The head has the hash of the commit
 * before, so that none can be changed, left out or put in without a trace.
 */
final class CommitText {
    private static final int VERSION = 1;
    private static final String HASH = "sha256";
    private static final byte[] END = {'\n'};
    private static final int BLOCK_BYTES = 1 << 16;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CommitText() {}

    /** A commit with its hash. */
    record Hashed(Commit commit, String hash) {}

    /** What a commit is as bytes, and its hash. */
    record Written(byte[] bytes, String hash) {}

    static Written write(Commit commit) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectNode head = MAPPER.createObjectNode();
        head.put("slipway.ledger", VERSION)
                .put("position", commit.position())
                .put("previous", commit.previous())
                .put("by", commit.by())
                .put("at", commit.at());
        if (commit.summary()) {
            head.put("summary", true);
        }
        line(bytes, head);
        commit.entries().forEach(entry -> line(bytes, EntryJson.write(MAPPER, entry)));
        MessageDigest digest = Sha256.start();
        digest.update(bytes.toByteArray());
        String hash = Sha256.hex(digest);
        line(bytes, MAPPER.createObjectNode().put(HASH, hash));
        return new Written(bytes.toByteArray(), hash);
    }

    private static void line(ByteArrayOutputStream bytes, ObjectNode node) {
        bytes.writeBytes(MAPPER.writeValueAsBytes(node));
        bytes.write('\n');
    }

    /** Takes commits as they are read. */
    interface Reader {
        /** @return whether it is new, so that its entries are wanted */
        boolean wants(long position, boolean summary);

        void accept(Hashed commit);
    }

    /**
     * Reads one commit after the other.
     *
     * @param where names the object in messages
     * @throws Failure CORRUPT at the first that is not what was written
     */
    static void read(InputStream in, String where, Reader reader) throws IOException {
        Lines lines = new Lines(in);
        sound(where, lines, () -> {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                one(where, line, lines, reader);
            }
        });
    }

    /** What reads lines, and stumbles over those that are none of ours. */
    private interface Reading {
        void run() throws IOException;
    }

    private static void sound(String where, Lines lines, Reading reading) throws IOException {
        try {
            reading.run();
        } catch (JacksonException e) {
            throw corrupt(where, lines.number(), "it is no JSON, " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw corrupt(where, lines.number(), String.valueOf(e.getMessage()), e);
        }
    }

    private static void one(String where, byte[] first, Lines lines, Reader reader) throws IOException {
        MessageDigest digest = Sha256.start();
        hash(digest, first);
        JsonNode head = MAPPER.readTree(first);
        Signpost.requireNone(head, where);
        long version = JsonFields.number(head, "slipway.ledger");
        require(version == VERSION, "it is of version " + version + ", and this Slipway reads " + VERSION);
        long position = JsonFields.number(head, "position");
        boolean summary = head.path("summary").asBoolean(false);
        boolean wanted = reader.wants(position, summary);
        List<Entry> entries = new ArrayList<>();
        while (true) {
            byte[] line = lines.next();
            if (line == null) {
                throw new IllegalArgumentException("it ends in the middle of commit " + position);
            }
            if (isHash(line)) {
                String expected = JsonFields.text(MAPPER.readTree(line), HASH);
                String found = Sha256.hex(digest);
                require(expected.equals(found), "commit " + position + " was changed after it was written");
                Commit commit = new Commit(
                        position,
                        JsonFields.text(head, "previous"),
                        JsonFields.text(head, "by"),
                        JsonFields.text(head, "at"),
                        summary,
                        entries);
                if (wanted) {
                    reader.accept(new Hashed(commit, found));
                }
                return;
            }
            hash(digest, line);
            if (wanted) {
                entries.add(EntryJson.read(MAPPER.readTree(line)));
            }
        }
    }

    /**
     * Writes to {@code out} the commits from {@code position} on, as they stand.
     *
     * @throws Failure CORRUPT when it cannot be told where one begins
     */
    static void copy(InputStream in, String where, long position, Sink out) throws IOException {
        Lines lines = new Lines(in);
        sound(where, lines, () -> copy(lines, position, out));
    }

    private static void copy(Lines lines, long position, Sink out) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        boolean copied = false;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            if (isHead(line)) {
                copied = JsonFields.number(MAPPER.readTree(line), "position") >= position;
            }
            if (copied) {
                block.writeBytes(line);
                block.write('\n');
            }
            if (block.size() >= BLOCK_BYTES) {
                write(block, out);
            }
        }
        write(block, out);
    }

    private static void write(ByteArrayOutputStream block, Sink out) {
        out.write(block.toByteArray(), 0, block.size());
        block.reset();
    }

    private static boolean isHead(byte[] line) {
        return line.length > 4 && line[2] == 's' && line[3] == 'l' && line[4] == 'i';
    }

    private static void hash(MessageDigest digest, byte[] line) {
        digest.update(line);
        digest.update(END);
    }

    /** Entries begin with their kind. */
    private static boolean isHash(byte[] line) {
        return line.length > 4 && line[2] == 's' && line[3] == 'h' && line[4] == 'a';
    }

    static Failure corrupt(String where, long line, String what, @Nullable Exception e) {
        return new Failure(
                Failure.Kind.CORRUPT,
                where + (line > 0 ? ", line " + line : "") + " is no part of a ledger of Slipway: " + what
                        + "; nothing was changed. Bring back a copy, or move all of the ledger away: the next run begins a"
                        + " new one from the manifests",
                e);
    }

    /** Lines as bytes, without their ends. */
    private static final class Lines {
        private final InputStream in;
        private final byte[] buffer = new byte[BLOCK_BYTES];
        private int start;
        private int end;
        private long number;

        Lines(InputStream in) {
            this.in = in;
        }

        long number() {
            return number;
        }

        byte @Nullable [] next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(512);
            number++;
            while (true) {
                for (int i = start; i < end; i++) {
                    if (buffer[i] == '\n') {
                        line.write(buffer, start, i - start);
                        start = i + 1;
                        return line.toByteArray();
                    }
                }
                line.write(buffer, start, end - start);
                start = 0;
                end = in.read(buffer);
                if (end < 0) {
                    end = 0;
                    require(line.size() == 0, "its last line has no end");
                    return null;
                }
            }
        }
    }
}
