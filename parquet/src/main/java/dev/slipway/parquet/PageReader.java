package dev.slipway.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** Reads the pages of one chunk in order: headers decoded, bodies only checked. Holds a small window, whatever sizes are claimed. */
final class PageReader implements AutoCloseable {
    private static final int WINDOW = 64 << 10;

    /** A header holds at most a few statistics. */
    private static final int HEADER_MAX = 16 << 20;

    /**
     * What one page says of itself.
     *
     * @param bytes with the header
     * @param uncompressedBytes with the header
     * @param values with nulls; 0 for pages without values
     * @param nulls −1 when not stated
     * @param rows −1 when not stated
     * @param encoding of the values; null for pages without
     * @param checked whether it carries a checksum
     */
    record Page(
            PageType type,
            long offset,
            long bytes,
            long uncompressedBytes,
            long values,
            long nulls,
            long rows,
            @Nullable Encoding encoding,
            boolean checked) {}

    private final Ranges ranges;
    private final InputStream in;
    private final String chunk;
    private final CRC32 crc = new CRC32();
    private byte[] window = new byte[WINDOW];
    private int from;
    private int to;

    /** Bytes of the chunk that are not in the window yet. */
    private long unread;

    /** Where in the file the window begins. */
    private long position;

    private int ordinal;

    PageReader(Ranges ranges, long offset, long length, String chunk) {
        this.ranges = ranges;
        this.chunk = chunk;
        this.position = offset;
        this.unread = length;
        in = ranges.open(offset, length, chunk);
    }

    /** The next page, or null behind the last. */
    @Nullable
    Page next() {
        if (to == from && unread == 0) {
            return null;
        }
        long offset = position;
        String where = chunk + ", page " + ordinal + " at byte " + offset;
        int length = headerLength(where);
        PageHeader header = ranges.structure(window, from, from + length, where + ": the header", Util::readPageHeader);
        consume(length);
        int body = header.getCompressed_page_size();
        if (body < 0 || header.getUncompressed_page_size() < 0 || body > unread + to - from) {
            throw ranges.corrupt(
                    where + ": its body is said to have " + body + " bytes, and " + header.getUncompressed_page_size()
                            + " uncompressed, where " + (unread + to - from) + " are left");
        }
        long found = checksum(body, where);
        if (header.isSetCrc() && (int) found != header.getCrc()) {
            throw ranges.corrupt(String.format(
                    Locale.ROOT, "%s: its checksum is %08x, expected %08x", where, (int) found, header.getCrc()));
        }
        ordinal++;
        return page(header, offset, length, where);
    }

    private Page page(PageHeader header, long offset, int length, String where) {
        long bytes = (long) length + header.getCompressed_page_size();
        long uncompressed = (long) length + header.getUncompressed_page_size();
        boolean checked = header.isSetCrc();
        if (header.getType() == PageType.DATA_PAGE && header.isSetData_page_header()) {
            long values = count(header.getData_page_header().getNum_values(), where);
            Encoding encoding = header.getData_page_header().getEncoding();
            return new Page(header.getType(), offset, bytes, uncompressed, values, -1, -1, encoding, checked);
        }
        if (header.getType() == PageType.DATA_PAGE_V2 && header.isSetData_page_header_v2()) {
            DataPageHeaderV2 detail = header.getData_page_header_v2();
            long levels = (long) count(detail.getDefinition_levels_byte_length(), where)
                    + count(detail.getRepetition_levels_byte_length(), where);
            if (levels > header.getCompressed_page_size()) {
                throw ranges.corrupt(where + ": its levels are said to have " + levels + " bytes, in a body of "
                        + header.getCompressed_page_size());
            }
            return new Page(
                    header.getType(),
                    offset,
                    bytes,
                    uncompressed,
                    count(detail.getNum_values(), where),
                    count(detail.getNum_nulls(), where),
                    count(detail.getNum_rows(), where),
                    detail.getEncoding(),
                    checked);
        }
        if (header.getType() == PageType.DICTIONARY_PAGE && header.isSetDictionary_page_header()
                || header.getType() == PageType.INDEX_PAGE) {
            return new Page(header.getType(), offset, bytes, uncompressed, 0, 0, 0, null, checked);
        }
        throw ranges.corrupt(where + ": its header lacks what a " + header.getType() + " has");
    }

    private int count(int value, String where) {
        if (value < 0) {
            throw ranges.corrupt(where + ": its header counts " + value);
        }
        return value;
    }

    private int headerLength(String where) {
        while (true) {
            try {
                return CompactWalk.end(window, from, to) - from;
            } catch (CompactWalk.Broken e) {
                if (!e.truncated || unread == 0 || to - from >= HEADER_MAX) {
                    throw ranges.corrupt(where + ": its header cannot be decoded: " + e.getMessage());
                }
            }
            fill(where);
        }
    }

    /** Reads more behind what is in the window. */
    private void fill(String where) {
        if (from > 0) {
            System.arraycopy(window, from, window, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == window.length) {
            window = Arrays.copyOf(window, window.length * 2);
        }
        try {
            int read = in.read(window, to, (int) Math.min(window.length - to, unread));
            if (read < 0) {
                throw ranges.corrupt(where + ": the file ends here");
            }
            to += read;
            unread -= read;
        } catch (IOException e) {
            throw ranges.unavailable(e);
        }
    }

    private void consume(int count) {
        from += count;
        position += count;
    }

    private long checksum(int length, String where) {
        crc.reset();
        int rest = length;
        while (rest > 0) {
            if (from == to) {
                fill(where);
            }
            int part = Math.min(rest, to - from);
            crc.update(window, from, part);
            consume(part);
            rest -= part;
        }
        return crc.getValue();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw ranges.unavailable(e);
        }
    }
}
