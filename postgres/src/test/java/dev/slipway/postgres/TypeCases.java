package dev.slipway.postgres;

import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.util.List;
import java.util.stream.Stream;

/** Every type that the server has, with values at its limits and random ones. */
final class TypeCases {
    private TypeCases() {}

    /** What must be there before tables of these types can be made. */
    static final String SETUP = """
            CREATE EXTENSION hstore; CREATE EXTENSION citext;
            CREATE TYPE mood AS ENUM ('sad', 'ok', 'very happy, "really"', 'grün');
            CREATE DOMAIN cents AS numeric(12,2) CHECK (VALUE > -1e9);
            CREATE DOMAIN label AS text CHECK (length(VALUE) < 1000);
            CREATE TYPE inner_pair AS (a int, b text);
            CREATE TYPE pair AS (n int, t text, d date, f numeric(20,4), p inner_pair, l int[]);
            CREATE TYPE odd AS (i macaddr, n int, x numeric);
            CREATE TYPE textrange AS RANGE (subtype = text);
            """;

    private static final String WORDS =
            "(array['','a','NULL','x,y','{}','\"','\\','  ','ünï','é\u0301','🚀','line\nbreak'])"
                    + "[1+floor(random()*12)::int]";
    private static final String BIG = "(random()*1e18)::numeric * (random()*1e18)::numeric";

    /** A type, what becomes of it, values at its limits, and an SQL expression for random ones. */
    record Case(String type, Type expected, String random, String... extremes) {
        @Override
        public String toString() {
            return type;
        }
    }

    private static Type list(Type element) {
        return new Type.ListOf(Field.of("element", element, true));
    }

    private static final Type TEXT = new Type.Text();
    private static final Type INT4 = new Type.Int(32, true);

    private static Type range(Type bound) {
        Type flag = new Type.Bool();
        return new Type.Struct(List.of(
                Field.of("lower", bound, true),
                Field.of("upper", bound, true),
                Field.of("lower_inc", flag, false),
                Field.of("upper_inc", flag, false),
                Field.of("empty", flag, false)));
    }

    private static final Type INTERVAL = new Type.Struct(List.of(
            Field.of("months", INT4, false),
            Field.of("days", INT4, false),
            Field.of("micros", new Type.Int(64, true), false)));

    private static final Type PAIR = new Type.Struct(List.of(
            Field.of("n", INT4, true),
            Field.of("t", TEXT, true),
            Field.of("d", new Type.Date(), true),
            Field.of("f", new Type.Decimal(20, 4), true),
            Field.of("p", new Type.Struct(List.of(Field.of("a", INT4, true), Field.of("b", TEXT, true))), true),
            Field.of("l", list(INT4), true)));

    private static final Type TIMESTAMP = new Type.Timestamp(Type.Unit.MICROS, false);
    private static final Type INSTANT = new Type.Timestamp(Type.Unit.MICROS, true);

    static final List<Case> ALL = Stream.of(
                    numbers(), decimals(), characters(), times(), lists(), structures(), keptAsText())
            .flatMap(List::stream)
            .toList();

    private static List<Case> numbers() {
        return List.of(
                new Case("bool", new Type.Bool(), "random() < 0.5", "true", "false"),
                new Case("int2", new Type.Int(16, true), "(random()*65535-32768)::int", "-32768", "32767", "0"),
                new Case("int4", INT4, "(random()*4294967295-2147483648)::int8", "-2147483648", "2147483647"),
                new Case(
                        "int8",
                        new Type.Int(64, true),
                        "(random()*1.8e19-9e18)::int8",
                        "-9223372036854775808",
                        "9223372036854775807"),
                new Case("oid", new Type.Int(32, false), "(random()*4294967295)::int8::oid", "'0'", "'4294967295'"),
                new Case(
                        "float4",
                        new Type.Floating(32),
                        "((random()-0.5)*10^(random()*70-35))::float4",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'",
                        "'-0'",
                        "'1e-45'",
                        "'3.4028235e38'"),
                new Case(
                        "float8",
                        new Type.Floating(64),
                        "(random()-0.5)*10^(random()*600-300)",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'",
                        "'-0'",
                        "'4.9e-324'",
                        "'1.7976931348623157e308'"));
    }

    private static List<Case> decimals() {
        return List.of(
                new Case(
                        "numeric(18,0)",
                        new Type.Decimal(18, 0),
                        "floor((random()-0.5)*1e18)",
                        "999999999999999999",
                        "-999999999999999999",
                        "0",
                        "10000",
                        "-1"),
                new Case(
                        "numeric(18,18)",
                        new Type.Decimal(18, 18),
                        "(random()-0.5)::numeric",
                        "0.999999999999999999",
                        "0.000000000000000001",
                        "-0.0001",
                        "0"),
                new Case(
                        "numeric(12,2)",
                        new Type.Decimal(12, 2),
                        "(random()-0.5)*10^(random()*9)",
                        "9999999999.99",
                        "-9999999999.99",
                        "0.01",
                        "100",
                        "10000",
                        "0.10"),
                new Case(
                        "numeric(17,7)",
                        new Type.Decimal(17, 7),
                        "(random()-0.5)*10^(random()*16-6)",
                        "9999999999.9999999",
                        "0.0000001",
                        "0.0001",
                        "0.00010001"),
                new Case(
                        "numeric(38,0)",
                        new Type.Decimal(38, 0),
                        "floor(" + BIG + " - 5e35)",
                        "99999999999999999999999999999999999999",
                        "-99999999999999999999999999999999999999",
                        "1e37",
                        "18446744073709551616",
                        "-18446744073709551616",
                        "9223372036854775808",
                        "0"),
                new Case(
                        "numeric(38,38)",
                        new Type.Decimal(38, 38),
                        BIG + " / 1e37",
                        "0.99999999999999999999999999999999999999",
                        "-0.00000000000000000000000000000000000001"),
                new Case(
                        "numeric(30,11)",
                        new Type.Decimal(30, 11),
                        "(" + BIG + " - 5e35) / 10^(20+random()*15)::numeric",
                        "9999999999999999999.99999999999",
                        "0.00000000001",
                        "-1000000000000000000"),
                new Case(
                        "numeric",
                        TEXT,
                        BIG + " / 10^(random()*30)::numeric",
                        "'NaN'",
                        "1e400",
                        "1.10",
                        "1.1",
                        "0.000"),
                new Case("numeric(60,2)", TEXT, BIG, "1e50"));
    }

    private static List<Case> characters() {
        return List.of(
                new Case("text", TEXT, WORDS + " || " + WORDS, "''", "repeat('x', 100000)", "U&'\\FFFD\\+10FFFF'"),
                new Case("varchar(50)", TEXT, WORDS, "''"),
                new Case("name", TEXT, "left(" + WORDS + ", 20)", "''"),
                new Case("citext", TEXT, WORDS, "'MiXed'"),
                new Case(
                        "bytea",
                        new Type.Bytes(),
                        "decode(md5(random()::text), 'hex')",
                        "''",
                        "'\\x00ff'",
                        "decode(repeat('00', 70000), 'hex')"),
                new Case(
                        "uuid",
                        new Type.Uuid(),
                        "gen_random_uuid()",
                        "'00000000-0000-0000-0000-000000000000'",
                        "'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
                new Case("json", new Type.Json(), "to_json(" + WORDS + ")", "'{ \"a\" : 1, \"a\":2 }'", "'null'"),
                new Case(
                        "jsonb",
                        new Type.Json(),
                        "to_jsonb(" + WORDS + ")",
                        "'{\"b\":1e400,\"a\":[1,null]}'",
                        "'null'"));
    }

    private static List<Case> times() {
        return List.of(
                new Case(
                        "date",
                        new Type.Date(),
                        "'2000-01-01'::date + ((random()-0.5)*4e6)::int",
                        "'4713-01-01 BC'",
                        "'5874897-12-31'",
                        "'1970-01-01'",
                        "'0001-12-31 BC'",
                        "'0001-01-01'"),
                new Case(
                        "timestamp",
                        TIMESTAMP,
                        "'2000-01-01'::timestamp + (random()-0.5)*interval '4000 years'",
                        "'4713-01-01 00:00:00 BC'",
                        "'294246-12-31 23:59:59.999999'",
                        "'1969-12-31 23:59:59.999999'"),
                new Case(
                        "timestamptz",
                        INSTANT,
                        "'2000-01-01'::timestamptz + (random()-0.5)*interval '4000 years'",
                        "'4713-01-02 00:00:00+00 BC'",
                        "'294246-12-31 23:59:59.999999+00'",
                        "'2024-03-31 01:30:00+05:45'"),
                new Case(
                        "time",
                        new Type.Time(Type.Unit.MICROS),
                        "(random()*interval '86399 seconds')::time",
                        "'00:00'",
                        "'24:00'",
                        "'23:59:59.999999'"),
                new Case(
                        "interval",
                        INTERVAL,
                        "make_interval(0, ((random()-0.5)*100)::int, 0, ((random()-0.5)*100)::int, 0, 0, (random()-0.5)*1e6)",
                        "'178000000 years'",
                        "'-178000000 years'",
                        "'1 year -1 mon 1 day -00:00:00.000001'",
                        "'0'",
                        "'-1 day 1 second'"));
    }

    private static List<Case> lists() {
        return List.of(
                new Case("mood", TEXT, "(enum_range(NULL::mood))[1+floor(random()*4)::int]", "'grün'"),
                new Case("cents", new Type.Decimal(12, 2), "random()*1000", "1.10"),
                new Case("label", TEXT, WORDS, "''"),
                new Case("int4[]", list(INT4), "array[(random()*100)::int, NULL, 3]", "'{}'", "'{NULL}'", "'{1,2,3}'"),
                new Case(
                        "text[]",
                        list(TEXT),
                        "array[" + WORDS + ", NULL, " + WORDS + "]",
                        "'{}'",
                        "'{\"\"}'",
                        "'{NULL,\"NULL\"}'"),
                new Case("numeric(10,3)[]", list(new Type.Decimal(10, 3)), "array[random()*1000, NULL]", "'{1.5}'"),
                new Case("bool[]", list(new Type.Bool()), "array[random()<0.5, NULL]", "'{}'"),
                new Case("timestamptz[]", list(INSTANT), "array[now() - random()*interval '1 year', NULL]", "'{}'"),
                new Case("mood[]", list(TEXT), "enum_range(NULL::mood)", "'{}'"),
                new Case("cents[]", list(new Type.Decimal(12, 2)), "array[(random()*1000)::cents]", "'{}'"),
                new Case("inet[]", list(TEXT), "array['10.0.0.0/8'::inet, NULL]", "'{}'"));
    }

    private static List<Case> structures() {
        return List.of(
                new Case(
                        "pair",
                        PAIR,
                        "row((random()*100)::int, " + WORDS + ", '2020-01-01', random()*1000, row(1, " + WORDS
                                + "), array[1, NULL])::pair",
                        "row(NULL,NULL,NULL,NULL,NULL,NULL)",
                        "row(1,'',NULL,0,row(NULL,NULL),'{}')"),
                new Case(
                        "inner_pair[]",
                        list(new Type.Struct(List.of(Field.of("a", INT4, true), Field.of("b", TEXT, true)))),
                        "array[row(1," + WORDS + ")::inner_pair, NULL]",
                        "'{}'"),
                new Case(
                        "odd",
                        new Type.Struct(List.of(
                                Field.of("i", TEXT, true), Field.of("n", INT4, true), Field.of("x", TEXT, true))),
                        "row('08:00:2b:01:02:03'::macaddr, 5, random()::numeric)::odd",
                        "row(NULL,NULL,NULL)"),
                new Case(
                        "int4range",
                        range(INT4),
                        "int4range((random()*10)::int, 10+(random()*10)::int)",
                        "'empty'",
                        "'(,)'",
                        "'[1,)'",
                        "'(,5]'"),
                new Case("numrange", range(TEXT), "numrange(random()::numeric, 10, '[]')", "'empty'", "'(,)'"),
                new Case(
                        "tstzrange",
                        range(INSTANT),
                        "tstzrange(now() - random()*interval '1 day', now(), '(]')",
                        "'empty'"),
                new Case("textrange", range(TEXT), "textrange('', " + WORDS + "||'zz')", "'[,]'", "'[\" \",\"(x\"]'"),
                new Case("int4range[]", list(range(INT4)), "array[int4range(1, 2+(random()*10)::int), NULL]", "'{}'"),
                new Case(
                        "int8multirange",
                        new Type.ListOf(Field.of("element", range(new Type.Int(64, true)), false)),
                        "int8multirange(int8range(1,3), int8range(7, 8+(random()*10)::int))",
                        "'{}'",
                        "'{(,)}'"),
                new Case(
                        "nummultirange",
                        new Type.ListOf(Field.of("element", range(TEXT), false)),
                        "nummultirange(numrange(1.50,3), numrange(7, 8+random()::numeric, '[]'))",
                        "'{}'",
                        "'{(,)}'"),
                new Case("numrange[]", list(TEXT), "array[numrange(1.50, 3), NULL]", "'{}'"),
                new Case(
                        "hstore",
                        new Type.MapOf(Field.of("key", TEXT, false), Field.of("value", TEXT, true)),
                        "hstore(array['a','b\"','c'], array[" + WORDS + ", NULL, '1'])",
                        "''"));
    }

    private static List<Case> keptAsText() {
        return List.of(
                new Case("inet", TEXT, "'1.2.3.4'::inet + (random()*1000)::int", "'::1'", "'10.0.0.1/8'"),
                new Case("cidr", TEXT, "'10.0.0.0/8'::cidr"),
                new Case("macaddr", TEXT, "'08:00:2b:01:02:03'::macaddr"),
                new Case("bit(5)", TEXT, "((random()*31)::int)::bit(5)", "B'10101'"),
                new Case("varbit", TEXT, "((random()*31)::int)::bit(5)", "B''"),
                new Case("money", TEXT, "(random()*1000)::numeric::money", "'-92233720368547758.08'"),
                new Case("xml", TEXT, "'<a>x</a>'::xml"),
                new Case("tsvector", TEXT, "to_tsvector('a fat cat sat')"),
                new Case("tsquery", TEXT, "to_tsquery('fat & cat')"),
                new Case("point", TEXT, "point(random(), random())"),
                new Case("polygon", TEXT, "'((0,0),(1,1),(2,0))'::polygon"),
                new Case("pg_lsn", TEXT, "'16/B374D848'::pg_lsn"),
                new Case("timetz", TEXT, "'12:34:56.789+05:30'::timetz"),
                new Case("\"char\"", TEXT, "'x'::\"char\""),
                new Case("int2vector", TEXT, "'1 2 3'::int2vector"),
                new Case("regtype", TEXT, "'int4'::regtype"),
                new Case("xid8", TEXT, "'123'::xid8"),
                new Case("jsonpath", TEXT, "'$.a'::jsonpath"));
    }
}
