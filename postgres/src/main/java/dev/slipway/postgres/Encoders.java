package dev.slipway.postgres;

import dev.slipway.data.Type;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes encoders. Arrays and rows say on the wire which types they are made of, by numbers that each database has its own. */
final class Encoders {
    private final Link link;
    private final Map<String, Integer> oids = new HashMap<>();

    Encoders(Link link) {
        this.link = link;
    }

    /** For a column of {@code source}, whose values the server takes as {@code type}. */
    ColumnEncoder of(Type source, Wire wire, PostgresType type) throws SQLException {
        boolean widened = wire instanceof Wire.Int8 && source instanceof Type.Int i && i.bits() == 32;
        return widened ? new WidenedEncoder() : of(wire, type);
    }

    private ColumnEncoder of(Wire wire, PostgresType type) throws SQLException {
        PostgresType plain = type.undomained();
        return switch (wire) {
            case Wire.Bool w -> new IntEncoder(IntDecoder.Kind.BYTE);
            case Wire.Int2 w -> new IntEncoder(IntDecoder.Kind.SHORT);
            case Wire.Int4 w -> new IntEncoder(IntDecoder.Kind.INT);
            case Wire.Date w -> new IntEncoder(IntDecoder.Kind.DATE);
            case Wire.Int8 w -> new LongEncoder(false);
            case Wire.Timestamp w -> new LongEncoder(true);
            case Wire.Raw w -> new BytesEncoder(false);
            case Wire.Utf8 w -> new BytesEncoder(false);
            case Wire.Jsonb w -> new BytesEncoder(true);
            case Wire.Uuid w -> new UuidEncoder();
            case Wire.Numeric w -> new NumericEncoder(w.scale());
            case Wire.Interval w -> new IntervalEncoder();
            case Wire.Array w -> {
                PostgresType element = ((PostgresType.Array) plain).element();
                yield new ArrayEncoder(of(w.element(), element), oid(element));
            }
            case Wire.Composite w -> composite(w, (PostgresType.Composite) plain);
            case Wire.Range w -> range(w.bound(), ((PostgresType.Range) plain).bound());
            case Wire.Multirange w ->
                new MultirangeEncoder(range(
                        w.bound(), ((PostgresType.Multirange) plain).range().bound()));
            case Wire.Hstore w -> new HstoreEncoder();
        };
    }

    private RangeEncoder range(Wire wire, PostgresType bound) throws SQLException {
        return new RangeEncoder(of(wire, bound), of(wire, bound));
    }

    private CompositeEncoder composite(Wire.Composite wire, PostgresType.Composite type) throws SQLException {
        List<ColumnEncoder> fields = new ArrayList<>();
        int[] numbers = new int[wire.fields().size()];
        for (int i = 0; i < numbers.length; i++) {
            PostgresType member = type.members().get(i).type();
            fields.add(of(wire.fields().get(i), member));
            numbers[i] = oid(member);
        }
        return new CompositeEncoder(fields, numbers);
    }

    private int oid(PostgresType type) throws SQLException {
        String name = Staging.exact(type);
        Integer known = oids.get(name);
        if (known == null) {
            known = Integer.parseUnsignedInt(
                    link.text("SELECT " + Sql.literal(name) + "::regtype::oid").orElseThrow());
            oids.put(name, known);
        }
        return known;
    }
}
