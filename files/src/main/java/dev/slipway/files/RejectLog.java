package dev.slipway.files;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rejects of one file, kept on disk while the rest of it is read. Written by one thread, then read by one. */
final class RejectLog implements AutoCloseable {
    private final Path path;
    private @Nullable DataOutputStream out;
    private long count;

    /** @param path where it is kept; there is no file as long as it is empty */
    RejectLog(Path path) {
        this.path = path;
    }

    long count() {
        return count;
    }

    void add(Reject reject) {
        try {
            DataOutputStream open = out;
            if (open == null) {
                Files.createDirectories(path.toAbsolutePath().getParent());
                open = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path)));
                out = open;
            }
            write(open, reject.file());
            open.writeLong(reject.line());
            write(open, reject.column().orElse(""));
            write(open, reject.raw());
            write(open, reject.reason());
            count++;
        } catch (IOException e) {
            throw FileTrouble.unread(path.toString(), e);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    /** All, in their order, when no more are added; the caller closes the result. */
    Rows rows() {
        try {
            if (out != null) {
                out.close();
            }
            return new Rows(
                    count == 0 ? null : new DataInputStream(new BufferedInputStream(Files.newInputStream(path))));
        } catch (IOException e) {
            throw FileTrouble.unread(path.toString(), e);
        }
    }

    /** What was written, read again. */
    final class Rows implements Iterator<Reject>, AutoCloseable {
        private final @Nullable DataInputStream in;
        private long left = count;

        private Rows(@Nullable DataInputStream in) {
            this.in = in;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Reject next() {
            if (in == null || left-- <= 0) {
                throw new NoSuchElementException();
            }
            try {
                String file = read(in);
                long line = in.readLong();
                String column = read(in);
                return new Reject(file, line, Optional.of(column).filter(name -> !name.isEmpty()), read(in), read(in));
            } catch (IOException e) {
                throw FileTrouble.unread(path.toString(), e);
            }
        }

        private static String read(DataInputStream in) throws IOException {
            byte[] utf8 = in.readNBytes(in.readInt());
            return new String(utf8, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            try {
                if (in != null) {
                    in.close();
                }
            } catch (IOException e) {
                // What was read was read.
            }
        }
    }

    /** Removes it. */
    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It is in a folder for what may be removed.
        }
    }
}
