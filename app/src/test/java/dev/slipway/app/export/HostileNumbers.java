package dev.slipway.app.export;

import static dev.slipway.app.export.HostileFile.rows;
import static dev.slipway.app.export.HostileFile.spellings;

import java.util.List;
import java.util.stream.Stream;

/** Numbers and other values that are nearly some, or nearly none. Each spelling is a record of its own. */
final class HostileNumbers {
    private HostileNumbers() {}

    static List<HostileFile> files() {
        return Stream.of(integers(), fractions(), others())
                .flatMap(List::stream)
                .toList();
    }

    private static List<HostileFile> integers() {
        return List.of(
                spellings(
                        "the borders of 64 bits",
                        "int64",
                        rows(2).holding("v", "9223372036854775807|-9223372036854775808"),
                        "9223372036854775807",
                        "-9223372036854775808"),
                spellings(
                        "integers beyond 64 bits",
                        "int64",
                        rows(0).rejects(4, 2, "is not an integer of 64 bits"),
                        "9223372036854775808",
                        "-9223372036854775809",
                        "18446744073709551616",
                        "1" + "0".repeat(2000)),
                spellings(
                        "unsigned integers at their borders",
                        "uint64",
                        rows(2).rejects(2, 4, "unsigned integer of 64 bits").holding("v", "18446744073709551615|0"),
                        "18446744073709551615",
                        "0",
                        "18446744073709551616",
                        "-1"),
                spellings(
                        "integers too large for 8 bits",
                        "int8",
                        rows(2).rejects(2, 4, "integer").holding("v", "127|-128"),
                        "127",
                        "-128",
                        "128",
                        "-129"),
                spellings(
                        "integers in unusual spellings",
                        "int64",
                        rows(6).rejects(8, 8, "is not an integer").holding("v", "7|7|0|100000|1|1"),
                        "+7",
                        "007",
                        "-0",
                        "1e5",
                        "1.0",
                        "10e-1",
                        "\"1,000\"",
                        "1_000",
                        "1 000",
                        "0x10",
                        "1.5",
                        "--1",
                        "1e999999999",
                        "٣"));
    }

    private static List<HostileFile> fractions() {
        return List.of(
                spellings(
                        "decimals at their limits",
                        "\"decimal(38,10)\"",
                        rows(2).rejects(2, 4, "9999999999999999999999999999.99999999999"),
                        "9999999999999999999999999999.9999999999",
                        "-9999999999999999999999999999.9999999999",
                        "9999999999999999999999999999.99999999999",
                        "10000000000000000000000000000"),
                spellings(
                        "decimals too precise",
                        "\"decimal(10,2)\"",
                        rows(4).rejects(5, 6, "1.005").holding("v", "1.50|1.00|-0.01|100.00"),
                        "1.5",
                        "1.000",
                        "-.01",
                        "1e2",
                        "1.005",
                        "1e-3",
                        "\"1,50\"",
                        "NaN",
                        "."),
                spellings(
                        "floats that no float is",
                        "float64",
                        rows(2).rejects(4, 4, "is not exact in a float of 64 bits")
                                .holding("v", "0.1|0.1"),
                        "0.1",
                        "0.10000000000000001",
                        "9007199254740993",
                        "1e400",
                        "-1e999999999999",
                        "1e-400"),
                spellings(
                        "floats that are asked to be near",
                        "{type: float64, inexact: true}",
                        rows(2).rejects(1, 4, "larger than any float").holding("v", "9007199254740992.0|0.0"),
                        "9007199254740993",
                        "1e-400",
                        "1e400"),
                spellings(
                        "words for floats",
                        "float64",
                        rows(6).rejects(4, 8, "is not a number").holding("v", "nan|nan|inf|-inf|inf|-0.0"),
                        "NaN",
                        "nan",
                        "Infinity",
                        "-Infinity",
                        "inf",
                        "-0.0",
                        "INFINITE",
                        "1f",
                        "0x1p3",
                        "1.2.3"));
    }

    private static List<HostileFile> others() {
        return List.of(
                spellings(
                        "words for truth",
                        "bool",
                        rows(2).rejects(3, 4, "vrai").holding("v", "true|false"),
                        "true",
                        "false",
                        "vrai",
                        "2",
                        "truefalse"),
                spellings(
                        "words for truth that are declared",
                        "{type: bool, format: yes/no}",
                        rows(3).rejects(1, 5, "yesno").holding("v", "true|false|true"),
                        "yes",
                        "no",
                        "true",
                        "yesno"),
                spellings(
                        "UUIDs",
                        "uuid",
                        rows(2).rejects(4, 4, "is not a UUID")
                                .holding(
                                        "v",
                                        "123e4567-e89b-12d3-a456-426614174000|123e4567-e89b-12d3-a456-426614174000"),
                        "123e4567-e89b-12d3-a456-426614174000",
                        "123E4567-E89B-12D3-A456-426614174000",
                        "123e4567-e89b-12d3-a456-42661417400",
                        "123e4567-e89b-12d3-a456-42661417400g",
                        "--------------------------------",
                        "123e4567-e89b-12d3-a456-4266141740000"),
                spellings(
                        "Base64",
                        "{type: bytes, format: base64}",
                        rows(3).rejects(3, 5, "is not base64").holding("to_base64(v)", "AQI=|AQID|AQI="),
                        "AQI=",
                        "AQID",
                        "AQI",
                        "AQ=I",
                        "A",
                        "A*ID"),
                spellings(
                        "hexadecimal digits",
                        "{type: bytes, format: hex}",
                        rows(2).rejects(2, 4, "is not hex").holding("hex(v)", "00FF|AB"),
                        "00ff",
                        "AB",
                        "abc",
                        "zz"),
                spellings(
                        "JSON",
                        "json",
                        rows(3).rejects(3, 5, "is not JSON").holding("v", "{\"a\":1,\"a\":2}|1.00|null"),
                        "\"{\"\"a\"\":1,\"\"a\"\":2}\"",
                        "1.00",
                        "null",
                        "{",
                        "NaN",
                        "[1]]"));
    }
}
