package dev.slipway.files;

/**
 * What a look at all of a CSV file tells.
 *
 * @param records all that can be taken apart, without a header
 * @param broken those that cannot
 * @param longest bytes of the longest that can
 * @param plain whether others can read it as it is: all records can be taken apart, and each ends in one line feed
 * @param bytes of its text
 */
record CsvShape(long records, long broken, long longest, boolean plain, long bytes) {
    static CsvShape of(FileInput file, FileFormat.Csv format, int values) {
        Seen seen = new Seen(format.header() ? 1 : 0);
        CsvScan scan = CsvText.scan(file, format, values, seen);
        boolean plain = !scan.uneven()
                && format.skip() == 0
                && format.comment().isEmpty()
                && seen.headerLines <= 1
                && seen.broken == 0;
        return new CsvShape(seen.records, seen.broken, seen.longest, plain, seen.end);
    }

    private static final class Seen implements CsvScan.Records {
        private final int headers;
        private long records;
        private long broken;
        private long longest;
        private long end;
        private long headerLines = 1;

        Seen(int headers) {
            this.headers = headers;
        }

        @Override
        public void record(long number, long line, long from, long to, String problem) {
            end = to;
            if (number == 1) {
                headerLines = line - 1;
            }
            if (number < headers) {
                longest = Math.max(longest, to - from);
            } else if (problem.isEmpty()) {
                longest = Math.max(longest, to - from);
                records++;
            } else {
                broken++;
            }
        }
    }
}
