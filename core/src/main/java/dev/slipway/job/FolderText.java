package dev.slipway.job;

import dev.slipway.data.Batch;
import dev.slipway.data.Table;
import dev.slipway.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The names of folders, safe for every store: no value leads elsewhere, hides a folder, or makes its name too long. */
final class FolderText {
    /** What readers of Hive's layout take for null. */
    static final String NOTHING = "__HIVE_DEFAULT_PARTITION__";

    private static final int CHARS_MAX = 200;
    private static final int HASH_CHARS = 9;

    private FolderText() {}

    /** A value as part of a name: unusual characters escaped, and a long one cut, ending in {@code ~} and its hash. */
    static String value(String value) {
        // What is cut away need not be escaped; it is hashed all the same.
        String escaped = FileName.escape(value.substring(0, Math.min(value.length(), CHARS_MAX + 1)));
        if (escaped.length() <= CHARS_MAX) {
            return escaped.isEmpty() ? NOTHING : escaped;
        }
        return cut(escaped, Sha256.of(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** No half of an escaped byte stays. */
    private static String cut(String text, byte[] hash) {
        int end = CHARS_MAX - HASH_CHARS;
        int escape = text.lastIndexOf('%', end - 1);
        return text.substring(0, escape > end - 3 && escape >= 0 ? escape : end)
                + '~'
                + HexFormat.of().formatHex(hash, 0, 4);
    }

    /** The folder of a table whose values do not matter. */
    static String of(LayoutPattern pattern, Table table) {
        return of(pattern, table, List.of());
    }

    /** The folder of a row of a batch; empty when one of its times is missing. */
    static Optional<String> of(Folders.ByRow folders, Batch batch, int row, boolean timesNeeded) {
        List<String> values = new ArrayList<>();
        for (FolderColumn column : folders.columns()) {
            Optional<String> text = column.text(batch, row);
            if (text.isEmpty() && timesNeeded) {
                return Optional.empty();
            }
            values.add(text.orElse(NOTHING));
        }
        return Optional.of(of(folders.pattern(), folders.table(), values));
    }

    /** {@code values} for each piece that stands for one, in their order. */
    static String of(LayoutPattern pattern, Table table, List<String> values) {
        Iterator<String> next = values.iterator();
        List<String> folders = new ArrayList<>();
        for (List<LayoutPattern.Piece> pieces : pattern.folders()) {
            StringBuilder folder = new StringBuilder();
            for (LayoutPattern.Piece piece : pieces) {
                folder.append(
                        switch (piece) {
                            case LayoutPattern.Piece.Plain plain -> plain.text();
                            case LayoutPattern.Piece.Name name ->
                                value(name.schema() ? table.namespace() : table.name());
                            case LayoutPattern.Piece.Time time -> next.next();
                            case LayoutPattern.Piece.Value value -> next.next();
                        });
            }
            folders.add(whole(folder.toString()));
        }
        return String.join("/", folders);
    }

    /** What begins with a dot or an underscore is hidden from readers, and could be ours, or the folder above. */
    private static String whole(String folder) {
        String shown = folder.startsWith(".") || folder.startsWith("_") && !folder.startsWith(NOTHING)
                ? '%' + HexFormat.of().toHexDigits((byte) folder.charAt(0)) + folder.substring(1)
                : folder;
        return shown.length() <= CHARS_MAX ? shown : cut(shown, Sha256.of(shown.getBytes(StandardCharsets.UTF_8)));
    }
}
