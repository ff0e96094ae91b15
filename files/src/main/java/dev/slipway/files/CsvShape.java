package dev.slipway.files;

/**
 * What a look at all of a CSV file tells.
 *
 * @param records all of them, a header included
 * @param longest bytes of the longest
 * @param plain whether each line break is alike, and each record begins on a line of its own after the one before: as it is,
 *     it can be read by others
 * @param bytes of its text
 */
record CsvShape(long records, long longest, boolean plain, long bytes) {
    static CsvShape of(FileInput file, FileFormat.Csv format) {
        Seen seen = new Seen();
        CsvScan scan = CsvText.scan(file, format, seen);
        boolean plain = !scan.mixed() && format.skip() == 0 && format.comment().isEmpty() && seen.headerLines <= 1;
        return new CsvShape(scan.count(), seen.longest, plain, seen.end);
    }

    private static final class Seen implements CsvScan.Records {
        private long longest;
        private long end;
        private long headerLines = 1;

        @Override
        public void record(long number, long line, long from, long to) {
            longest = Math.max(longest, to - from);
            end = to;
            if (number == 1) {
                headerLines = line - 1;
            }
        }
    }
}
