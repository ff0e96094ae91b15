package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Text of a server that does not know what its bytes mean (SQL_ASCII): taken when it is UTF-8. */
final class Utf8Decoder extends ColumnDecoder {
    private final CharsetDecoder check = StandardCharsets.UTF_8.newDecoder();

    @Override
    Column decode(byte[] data, Slots slots) {
        Validity validity = validity(slots);
        Column.Bytes view = RawDecoder.view(data, slots, validity);
        for (int i = 0; i < slots.count; i++) {
            int end = slots.starts[i] + slots.lengths[i];
            int position = slots.starts[i];
            while (position < end && data[position] >= 0) {
                position++;
            }
            if (position < end) {
                requireUtf8(data, position, end, i);
            }
        }
        return view;
    }

    private void requireUtf8(byte[] data, int from, int end, int row) {
        try {
            check.decode(ByteBuffer.wrap(data, from, end - from));
        } catch (CharacterCodingException e) {
            throw new Unfit(
                    row,
                    "holds bytes that are not UTF-8, in a database that does not say what they are",
                    "--as {column}=bytes");
        }
    }
}
