package dev.slipway.files;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts large CSV files where records end, so that their pieces can be read at once. Where that is follows from the file alone:
 * cut again, it has the same pieces.
 */
final class CsvPieces {
    /** A piece has about so many times as many bytes, at most, as files that are not cut. */
    private static final int PIECE_LENGTHS = 4;

    private CsvPieces() {}

    /** Its pieces in their order, with what a walk over all of it counts in each; one that is not counted where it is not cut. */
    static List<CsvPiece> of(FileInput file, FileFormat format, long cutFromBytes) {
        if (!(format instanceof FileFormat.Csv csv) || file.size() < cutFromBytes || !CsvText.isPlain(file, csv)) {
            return List.of(CsvPiece.WHOLE);
        }
        // Two at least, and no half of them without the other: where two read, neither waits for long.
        long pairs = (file.size() - 1) / (2 * PIECE_LENGTHS * cutFromBytes) + 1;
        Cutting cutting = new Cutting(csv.header() ? 1 : 0, (file.size() - 1) / (2 * pairs) + 1);
        CsvText.scan(file, csv, cutting);
        cutting.cut(file.size(), 0);
        return cutting.pieces;
    }

    private static final class Cutting implements CsvScan.Records {
        private final List<CsvPiece> pieces = new ArrayList<>();
        private final int headers;
        private final long bytesEach;
        private long from;
        private long line = 1;
        private long records;

        Cutting(int headers, long bytesEach) {
            this.headers = headers;
            this.bytesEach = bytesEach;
        }

        @Override
        public boolean record(long number, long first, long start, long end) {
            if (start - from >= bytesEach && number > headers) {
                cut(start, first);
            }
            records += number < headers ? 0 : 1;
            return true;
        }

        private void cut(long at, long next) {
            pieces.add(new CsvPiece(pieces.isEmpty(), from, at - from, line, records));
            from = at;
            line = next;
            records = 0;
        }
    }
}
