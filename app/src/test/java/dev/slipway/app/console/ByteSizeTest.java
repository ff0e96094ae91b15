package dev.slipway.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Sizes as people write them. */
class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "4096, 4096",
        "0, 0",
        "512MB, 512000000",
        "512 mb, 512000000",
        "1.5GiB, 1610612736",
        "1k, 1000",
        "1KiB, 1024",
        "0.5 b, 0",
        "2T, 2000000000000",
    })
    void aSizeIsANumberAndAUnit(String text, long bytes) {
        assertThat(new ByteSize.Converter().convert(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "much",
                "-1",
                "1,5GB",
                "1 XB",
                "GB",
                "1e3",
                "0x10",
                "9999999999999999",
                "1..5k",
                "999999999999999TB"
            })
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> new ByteSize.Converter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("is not a size like 512MB");
    }
}
