package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.RowBatches;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of file names: ours, and those of archives that are there already. */
final class FileNameTest {
    private static final Digest DIGEST = new Digest(1000, 0x0123456789ABCDEFL, 5);

    private static DataNames names(String namespace, String name) {
        return DataNames.of(new Table(namespace, name, Sample.table("x").schema()));
    }

    private static KeyRange range() {
        Table table = Sample.table("x");
        KeyRange range = new KeyRange(table.schema(), Sample.KEY);
        range.add(RowBatches.tidy(table, Sample.rows(0, 4, 1)));
        return range;
    }

    @Test
    void theNameOfAnArchivedFileIsRead() {
        String name = "perm_items_public.permanent_data_items_pre_12_2023_20230615T090209Z_v_qeQ_uk-20230620T150245Z_"
                + "mNGzWbk4_rows-1000.parquet";

        FileName read =
                FileName.parse("lake/year=2023/month=06/half=02/" + name).orElseThrow();

        assertThat(read)
                .isEqualTo(new FileName(
                        "perm_items_public.permanent_data_items_pre_12_2023",
                        new FileName.RowName("20230615T090209Z", "v_qeQ_uk"),
                        new FileName.RowName("20230620T150245Z", "mNGzWbk4"),
                        1000,
                        "parquet"));
        assertThat(read).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({
        "v_qeQ_uk, mNGzWbk4",
        "--------, --------",
        "_-_-_-_-, -_-_-_-_",
        "________, 00000000",
        "Z_rows-1, 0000_row"
    })
    void idsMayHoldTheCharactersThatSeparate(String first, String last) {
        FileName name = new FileName(
                "p_s.t_1_20200101T000000Z_x",
                new FileName.RowName("20230615T090209Z", first),
                new FileName.RowName("20230620T150245Z", last),
                7,
                "parquet");

        assertThat(FileName.parse(name.toString())).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x.parquet",
                "p_s.t_20230615T090209Z_v_qeQ_uk-20230620T150245Z_mNGzWbk4_rows-1000",
                "p_s.t_20230615T090209Z_v_qeQ_uk-20230620T150245Z_mNGzWbk4_rows-.parquet",
                "p_s.t_20230615T090209Z_v_qeQ_uk-20230620T150245Z_mNGzWbk4_rows--1.parquet",
                "p_s.t_20230615T090209Z_v_qeQ_uk-20230620T150245Z_mNGzWbk_rows-1.parquet",
                "p_s.t_20230615T090209Z_v_qeQ_u+-20230620T150245Z_mNGzWbk4_rows-1.parquet",
                "p_s.t_20230615T090209_v_qeQ_uk-20230620T150245Z_mNGzWbk4_rows-1.parquet",
                "p_s.t_20230615T090209Z_v_qeQ_uk-20230620T150245Z_mNGzWbk4_rows-9999999999999999999.parquet",
                "p_s.t_20230615T090209Z_v_qeQ_uk-20230620T150245Z_mNGzWbk4_rows-1.parquet.part",
                "20230615T090209Z_v_qeQ_uk-20230620T150245Z_mNGzWbk4_rows-1.parquet"
            })
    void otherNamesAreNotRead(String name) {
        assertThat(FileName.parse(name)).isEmpty();
    }

    @Test
    void aNameOfOursTellsItsPlaceAndItsRows() {
        FileName name = FileName.of("slipway", "12.3", names("public", "events"), "parquet", range(), DIGEST);

        assertThat(name)
                .hasToString("slipway-12.3-01234567_public.events_19700101T000000Z_id0------19700101T000003Z_id3-----"
                        + "_rows-1000.parquet");
        assertThat(FileName.parse(name.toString())).map(FileName::toString).contains(name.toString());
        assertThat(FileName.parse(name.toString())).map(FileName::first).contains(name.first());
    }

    @Test
    void aLongNameIsCutAndKeepsAHashOfItself() {
        String one = "x".repeat(300) + "1";
        String other = "x".repeat(300) + "2";

        String name = FileName.of("slipway", "0", names("public", one), "parquet", range(), DIGEST)
                .toString();

        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSize(200);
        assertThat(name).containsPattern("_public\\.x+~[0-9a-f]{8}_19700101T");
        assertThat(FileName.of("slipway", "0", names("public", other), "parquet", range(), DIGEST))
                .doesNotHaveToString(name);
        assertThat(FileName.parse(name)).isPresent();
        assertThat(names("public", one).folder())
                .hasSize(200)
                .isNotEqualTo(names("public", other).folder());
    }

    @Test
    void theLongestPrefixLeavesRoomForTheTable() {
        ExportSettings settings = new ExportSettings("p".repeat(64), 1, 1, 1, false);
        Digest most = new Digest(999_999_999_999_999_999L, 1, 1);

        String name = FileName.of(
                        settings.prefix(), "99999.99999", names("s", "t".repeat(99)), "parquet", range(), most)
                .toString();

        assertThat(name).hasSizeLessThanOrEqualTo(200).containsPattern("~[0-9a-f]{8}_");
    }

    @ParameterizedTest
    @CsvSource({
        "public, events, public.events",
        "public, we\"ird name, public.we%22ird%20name",
        "public, né, public.n%c3%a9",
        "public, a/b\\c, public.a%2fb%5cc",
        "public, 100%, public.100%25",
        "public, a~b, public.a%7eb",
        "public, A_z-0.9, public.A_z-0.9",
        "a.b, c, a%2eb.c",
        "a, b.c, a.b.c",
        "'', a.b, a%2eb",
        "'', .., %2e%2e",
        "'', ., %2e"
    })
    void unusualCharactersOfTablesAreEscaped(String namespace, String name, String escaped) {
        assertThat(names(namespace, name).folder()).isEqualTo(escaped);
    }

    @ParameterizedTest
    @CsvSource({
        "0001-01-01T00:00:00, 00010101T000000Z",
        "9999-12-31T23:59:59, 99991231T235959Z",
        "10000-01-01T00:00:00, 00000000T000000Z",
        "0000-12-31T23:59:59, 00000000T000000Z",
        "-0044-03-15T12:00:00, 00000000T000000Z",
        "1969-12-31T23:59:59, 19691231T235959Z",
        "2024-02-29T00:00:00, 20240229T000000Z"
    })
    void timesOutsideFourDigitYearsAreZeros(String time, String name) {
        String iso = time.startsWith("10000") ? '+' + time : time;
        assertThat(RowNames.time(LocalDateTime.parse(iso).toEpochSecond(ZoneOffset.UTC)))
                .isEqualTo(name);
    }

    @Test
    void timesBeyondAllYearsAreZeros() {
        assertThat(List.of(RowNames.time(Long.MIN_VALUE), RowNames.time(Long.MAX_VALUE)))
                .containsOnly("00000000T000000Z");
    }

    @ParameterizedTest
    @CsvSource({
        "'', --------",
        "a, a-------",
        "abcdefgh, abcdefgh",
        "abcdefghi, abcdefgh",
        "a.b c+d=, a-b-c-d-",
        "_-_-_-_-, _-_-_-_-",
        "é日🛳abcdefg, ---abcde"
    })
    void everyUnusualCharacterOfAnIdIsOneDash(String id, String name) {
        assertThat(RowNames.id(id)).isEqualTo(name);
    }

    @Test
    void binaryIdsAreCutFromTheirBase64() {
        byte[] bytes = {(byte) 0xBF, (byte) 0xFA, (byte) 0x9E, 0x43, (byte) 0xFB, (byte) 0xA4, 1, 2, 3};
        assertThat(RowNames.id(bytes)).isEqualTo("v_qeQ_uk");
        assertThat(RowNames.id(new byte[0])).isEqualTo("--------");
        assertThat(RowNames.id(new byte[] {0})).isEqualTo("AA------");
    }
}
