package dev.slipway.parquet;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** The finished pages of one column chunk: headers and bodies as they will stand in the file, and what its indexes need. */
final class ChunkPages {
    /** A page that shrinks by less than 1/64 stays as it is, and the next few are not even tried. */
    private static final int SHRINK_SHIFT = 6;

    private static final int UNTRIED_PAGES = 7;

    /**
     * One data page.
     *
     * @param offset behind the first data page
     * @param size with its header
     * @param firstRow in the row group
     */
    record Page(
            long offset,
            int size,
            long firstRow,
            int entries,
            int values,
            @Nullable Bounds bounds) {}

    private final PageVersion version;
    private final Workspace workspace;
    private final Segments data;
    private final List<Page> pages = new ArrayList<>();
    private final Map<Coding, Integer> counts = new EnumMap<>(Coding.class);
    private final Output dictionary = new Output();
    private long rows;
    private long entries;
    private long uncompressedBytes;
    private int untried;

    ChunkPages(PageVersion version, Workspace workspace, Segments.Pool pool) {
        this.version = version;
        this.workspace = workspace;
        data = new Segments(pool);
    }

    /**
     * Adds a page of the levels at hand.
     *
     * @param values how many values were encoded into {@code encoded}
     * @return the length of its body as stored
     */
    int add(Levels levels, Coding coding, int values, Output encoded, @Nullable Bounds bounds) {
        PageHeader header =
                switch (version) {
                    case V1 -> first(levels, coding, values, encoded);
                    case V2 -> second(levels, coding, values, encoded);
                };
        long offset = data.length();
        int size = append(header);
        pages.add(new Page(offset, size, rows, levels.entries, values, bounds));
        counts.merge(coding, 1, Integer::sum);
        rows += levels.rows;
        entries += levels.entries;
        return header.getCompressed_page_size();
    }

    /** Levels with their lengths, and values, compressed as one. */
    private PageHeader first(Levels levels, Coding coding, int values, Output encoded) {
        Output body = workspace.body;
        body.clear();
        if (levels.hasRepetition()) {
            body.intLittle(0);
            levels.repetition(body);
            Output.INT.set(body.bytes(), 0, body.length() - Integer.BYTES);
        }
        if (levels.hasDefinition()) {
            int at = body.length();
            body.intLittle(0);
            levels.definition(body, values);
            Output.INT.set(body.bytes(), at, body.length() - at - Integer.BYTES);
        }
        body.write(encoded.bytes(), 0, encoded.length());
        workspace.compressed.clear();
        workspace.compressor.compress(body.bytes(), 0, body.length(), workspace.compressed);
        PageHeader header = header(PageType.DATA_PAGE, body.length());
        return header.setData_page_header(
                new DataPageHeader(levels.entries, coding.format(), Encoding.RLE, Encoding.RLE));
    }

    /** Levels as they are, then the values, compressed only if that makes them smaller. */
    private PageHeader second(Levels levels, Coding coding, int values, Output encoded) {
        Output body = workspace.compressed;
        body.clear();
        if (levels.hasRepetition()) {
            levels.repetition(body);
        }
        int repetition = body.length();
        if (levels.hasDefinition()) {
            levels.definition(body, values);
        }
        int definition = body.length() - repetition;
        int uncompressed = body.length() + encoded.length();
        boolean compressed = compress(encoded, body);
        DataPageHeaderV2 detail = new DataPageHeaderV2(
                levels.entries, levels.entries - values, levels.rows, coding.format(), definition, repetition);
        return header(PageType.DATA_PAGE_V2, uncompressed).setData_page_header_v2(detail.setIs_compressed(compressed));
    }

    private boolean compress(Output encoded, Output body) {
        int at = body.length();
        int length = encoded.length();
        if (untried == 0 && length > 0 && !(workspace.compressor instanceof Compressor.NoCompressor)) {
            int size = workspace.compressor.compress(encoded.bytes(), 0, length, body);
            if (size < length - (length >>> SHRINK_SHIFT)) {
                return true;
            }
            body.truncate(at);
            untried = UNTRIED_PAGES;
        } else if (untried > 0) {
            untried--;
        }
        body.write(encoded.bytes(), 0, length);
        return false;
    }

    private PageHeader header(PageType type, int uncompressed) {
        Output body = workspace.compressed;
        workspace.crc.reset();
        workspace.crc.update(body.bytes(), 0, body.length());
        return new PageHeader(type, uncompressed, body.length()).setCrc((int) workspace.crc.getValue());
    }

    private int append(PageHeader header) {
        workspace.spare.clear();
        write(header, workspace.spare);
        Output body = workspace.compressed;
        long size = (long) workspace.spare.length() + body.length();
        if (size > Integer.MAX_VALUE) {
            throw new Failure(Failure.Kind.INPUT, "a page has " + size + " bytes, more than Parquet allows");
        }
        data.append(workspace.spare.bytes(), 0, workspace.spare.length());
        data.append(body.bytes(), 0, body.length());
        uncompressedBytes += workspace.spare.length() + header.getUncompressed_page_size();
        return (int) size;
    }

    /** Keeps the dictionary page; to be called once, when no page will refer to more entries. */
    void dictionary(Values values) {
        Output body = workspace.body;
        body.clear();
        values.encode(Coding.PLAIN, body, workspace);
        workspace.compressed.clear();
        workspace.compressor.compress(body.bytes(), 0, body.length(), workspace.compressed);
        PageHeader header = header(PageType.DICTIONARY_PAGE, body.length())
                .setDictionary_page_header(new DictionaryPageHeader(values.count, Encoding.PLAIN));
        write(header, dictionary);
        uncompressedBytes += dictionary.length() + body.length();
        dictionary.write(workspace.compressed.bytes(), 0, workspace.compressed.length());
    }

    private static void write(PageHeader header, Output out) {
        try {
            Util.writePageHeader(header, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Page> pages() {
        return pages;
    }

    /** How many data pages there are of each encoding. */
    Map<Coding, Integer> counts() {
        return counts;
    }

    /** The dictionary page with its header; empty when there is none. */
    Output dictionary() {
        return dictionary;
    }

    Segments data() {
        return data;
    }

    /** Rows of all pages. */
    long rows() {
        return rows;
    }

    /** Entries of all pages. */
    long entries() {
        return entries;
    }

    /** Size of all pages before compression, headers included. */
    long uncompressedBytes() {
        return uncompressedBytes;
    }

    /** Size of all pages as they will be stored. */
    long storedBytes() {
        return dictionary.length() + data.length();
    }

    /** Begins the next chunk; the data must have been drained. */
    void clear() {
        pages.clear();
        counts.clear();
        dictionary.clear();
        rows = 0;
        entries = 0;
        uncompressedBytes = 0;
        untried = 0;
    }
}
