package dev.slipway.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file as others can read it: itself, or a copy of those of its records that can be taken apart, unpacked, in UTF-8,
 * without header and comments, each ending in one line feed. Closing it removes the copy.
 */
final class CsvFile implements AutoCloseable {
    private final FileInput input;
    private final FileFormat.Csv format;
    private final CsvShape shape;
    private final Optional<Path> copy;

    private CsvFile(FileInput input, FileFormat.Csv format, CsvShape shape, Optional<Path> copy) {
        this.input = input;
        this.format = format;
        this.shape = shape;
        this.copy = copy;
    }

    /**
     * Looks at all of it, and copies it if it has to be.
     *
     * @param temporary the folder for a copy
     */
    static CsvFile of(FileInput input, FileFormat.Csv format, int values, Path temporary) {
        CsvShape shape = CsvShape.of(input, format, values);
        return new CsvFile(
                input,
                format,
                shape,
                shape.plain() && isPlain(input, format)
                        ? Optional.empty()
                        : Optional.of(copy(input, format, values, temporary)));
    }

    private static boolean isPlain(FileInput input, FileFormat.Csv format) {
        if (input.path().isEmpty() || !CsvText.isUtf8(input, format)) {
            return false;
        }
        try (InputStream stored = input.open();
                InputStream text = CsvText.open(input, format)) {
            // Neither packed nor with a mark before it.
            byte[] first = stored.readNBytes(Packing.MAGIC_MAX);
            return Arrays.equals(first, text.readNBytes(first.length));
        } catch (IOException e) {
            throw FileTrouble.unread(input.name(), e);
        }
    }

    private static Path copy(FileInput input, FileFormat.Csv format, int values, Path temporary) {
        Path copy = null;
        try {
            Files.createDirectories(temporary);
            copy = Files.createTempFile(temporary, "slipway-", ".csv");
            try (InputStream text = CsvText.open(input, format);
                    OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy), 1 << 16)) {
                CsvText.scan(input, format, values, new Copying(text, out, format.header() ? 1 : 0));
            }
            return copy;
        } catch (IOException e) {
            delete(copy);
            throw FileTrouble.unread(input.name(), e);
        } catch (RuntimeException e) {
            delete(copy);
            throw e;
        }
    }

    /** Follows the records of another walk over the same text. */
    private static final class Copying implements CsvScan.Records {
        private final byte[] buffer = new byte[1 << 16];
        private final InputStream text;
        private final OutputStream out;
        private final int headers;
        private long at;

        Copying(InputStream text, OutputStream out, int headers) {
            this.text = text;
            this.out = out;
            this.headers = headers;
        }

        @Override
        public void record(long number, long line, long from, long to, String problem) throws IOException {
            if (number < headers || !problem.isEmpty()) {
                return;
            }
            text.skipNBytes(from - at);
            for (at = from; at < to; ) {
                int length = text.readNBytes(buffer, 0, (int) Math.min(buffer.length, to - at));
                out.write(buffer, 0, length);
                at += length;
            }
            out.write('\n');
        }
    }

    /** What others read. */
    Path path() {
        return copy.or(input::path).orElseThrow();
    }

    /** Records at its beginning that are no rows. */
    int headers() {
        return format.header() && copy.isEmpty() ? 1 : 0;
    }

    /** Of the file itself. */
    CsvShape shape() {
        return shape;
    }

    /** Walks over what others read. */
    void walk(CsvScan.Records records) {
        if (copy.isEmpty()) {
            CsvText.scan(input, format, 0, records);
        } else {
            FileFormat.Csv plain = new FileFormat.Csv(
                    format.delimiter(),
                    format.quote(),
                    format.escape(),
                    false,
                    "UTF-8",
                    Optional.empty(),
                    format.nulls(),
                    0);
            CsvText.scan(FileInput.of(copy.get()), plain, 0, records);
        }
    }

    @Override
    public void close() {
        copy.ifPresent(CsvFile::delete);
    }

    private static void delete(@Nullable Path path) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // It is in a folder for what may be removed.
        }
    }
}
