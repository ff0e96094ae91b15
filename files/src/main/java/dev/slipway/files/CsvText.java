package dev.slipway.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/** The text of a CSV file: unpacked, in UTF-8, without a mark before it. */
final class CsvText {
    private CsvText() {}

    /** Opens it; the caller closes the stream. */
    static InputStream open(FileInput file, FileFormat.Csv format) {
        Charset charset = charset(file, format);
        return charset.equals(StandardCharsets.UTF_8)
                ? Utf8File.open(file)
                : new TranscodedStream(file.name(), Unpacked.open(file), charset);
    }

    static boolean isUtf8(FileInput file, FileFormat.Csv format) {
        return charset(file, format).equals(StandardCharsets.UTF_8);
    }

    private static Charset charset(FileInput file, FileFormat.Csv format) {
        try {
            return Charset.forName(format.encoding());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw FileTrouble.damaged(
                    file.name(),
                    "is said to be " + RawText.shown(format.encoding())
                            + ", an encoding that is not known here; expected one like UTF-8, ISO-8859-1 or UTF-16");
        }
    }

    /** Walks over its records, of which each is to have so many values. */
    static CsvScan scan(FileInput file, FileFormat.Csv format, int values, CsvScan.Records records) {
        CsvScan scan = new CsvScan(format, values, ReadSettings.DEFAULT.recordBytesMax(), records);
        try (InputStream in = open(file, format)) {
            scan.run(in);
        } catch (IOException e) {
            throw FileTrouble.unread(file.name(), e);
        }
        return scan;
    }
}
