package dev.slipway.postgres;

/** A value that its column cannot hold exactly. Caught where table, column and key are known. */
final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int row;
    private final String remedy;

    /**
     * @param row counted in the column that was decoded
     * @param what the value, as the middle of a sentence: "holds …"
     * @param remedy which option accepts it, with {@code {column}} for the column's name; may be empty
     */
    Unfit(int row, String what, String remedy) {
        super(what, null, false, false);
        this.row = row;
        this.remedy = remedy;
    }

    int row() {
        return row;
    }

    String what() {
        return String.valueOf(getMessage());
    }

    String remedy() {
        return remedy;
    }

    /** The same, for the row of an enclosing value. */
    Unfit in(int outerRow) {
        return new Unfit(outerRow, what(), remedy);
    }
}
