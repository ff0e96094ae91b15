package dev.slipway.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/** The footer as it stands at the end of a file: structure, length, magic (Parquet format, README "File format"). */
record FooterBytes(Ranges ranges, byte[] bytes) {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);

    /** Length and magic at the end. */
    private static final int TAIL = 8;

    /** Beyond this a footer is a mistake or an attack. */
    private static final int LENGTH_MAX = 256 << 20;

    static FooterBytes read(Ranges ranges) {
        long size = ranges.size();
        if (size < MAGIC.length + TAIL) {
            throw ranges.corrupt("is no Parquet file: it has " + size + " bytes");
        }
        byte[] head = ranges.read(0, MAGIC.length, "the header");
        byte[] tail = ranges.read(size - TAIL, TAIL, "the end");
        byte[] magic = Arrays.copyOfRange(tail, 4, TAIL);
        if (Arrays.equals(magic, ENCRYPTED)) {
            throw ranges.refused("its footer is encrypted, which is not supported");
        }
        if (!Arrays.equals(head, MAGIC) || !Arrays.equals(magic, MAGIC)) {
            throw ranges.corrupt("is no Parquet file, or not all of one: it does not begin and end with PAR1");
        }
        long length = (int) Output.INT.get(tail, 0) & 0xFFFFFFFFL;
        if (length == 0 || length > size - MAGIC.length - TAIL || length > LENGTH_MAX) {
            throw ranges.corrupt("its footer is said to have " + length + " bytes, in a file of " + size);
        }
        return new FooterBytes(ranges, ranges.read(size - TAIL - length, (int) length, "the footer"));
    }

    int length() {
        return bytes.length;
    }

    FileMetaData decode() {
        return ranges.structure(bytes, 0, bytes.length, "the footer", Util::readFileMetaData);
    }

    /** A file of which nothing is left but what its footer says of its columns. */
    byte[] withoutRows(FileMetaData footer) {
        FileMetaData bare = new FileMetaData(footer.getVersion(), footer.getSchema(), 0, List.of());
        bare.setCreated_by(footer.getCreated_by());
        bare.setKey_value_metadata(footer.getKey_value_metadata());
        bare.setColumn_orders(footer.getColumn_orders());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            out.write(MAGIC);
            Util.writeFileMetaData(bare, out);
            byte[] length = new byte[Integer.BYTES];
            Output.INT.set(length, 0, out.size() - MAGIC.length);
            out.write(length);
            out.write(MAGIC);
        } catch (IOException e) {
            throw ranges.unavailable(e);
        }
        return out.toByteArray();
    }
}
