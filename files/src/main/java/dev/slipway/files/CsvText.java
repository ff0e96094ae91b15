package dev.slipway.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;

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

    /** Opens it where a piece begins: of a file that is cut, the bytes are the text, and those before are not read. */
    static InputStream open(FileInput file, FileFormat.Csv format, CsvPiece piece) {
        if (piece.equals(CsvPiece.WHOLE)) {
            return open(file, format);
        }
        InputStream in = file.open();
        try {
            in.skipNBytes(piece.from());
            return in;
        } catch (IOException e) {
            throw Unpacked.close(in, FileTrouble.unread(file.name(), e));
        }
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

    /** Walks over its records. */
    static CsvScan scan(FileInput file, FileFormat.Csv format, CsvScan.Records records) {
        CsvScan scan = new CsvScan(format, records);
        try (InputStream in = open(file, format)) {
            scan.run(in);
        } catch (IOException e) {
            throw FileTrouble.unread(file.name(), e);
        }
        return scan;
    }

    /** Whether its bytes are its text: it is of this machine, UTF-8, neither packed nor with a mark before it. */
    static boolean isPlain(FileInput file, FileFormat.Csv format) {
        if (file.path().isEmpty() || !charset(file, format).equals(StandardCharsets.UTF_8)) {
            return false;
        }
        try (InputStream stored = file.open();
                InputStream text = open(file, format)) {
            byte[] first = stored.readNBytes(Packing.MAGIC_MAX);
            return Arrays.equals(first, text.readNBytes(first.length));
        } catch (IOException e) {
            throw FileTrouble.unread(file.name(), e);
        }
    }
}
