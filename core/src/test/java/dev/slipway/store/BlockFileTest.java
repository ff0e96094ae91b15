package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlockFileTest {
    private static final int BUFFER = 1 << 16;

    /** No file system knows it. */
    private enum Unheard implements OpenOption {
        OF
    }

    @TempDir
    Path folder;

    static Stream<Arguments> everyWayAndLength() {
        return Stream.of(BlockFile.DIRECT, Optional.<OpenOption>empty(), Optional.<OpenOption>of(Unheard.OF))
                .flatMap(way -> Stream.of(
                                0,
                                1,
                                511,
                                512,
                                4095,
                                4096,
                                4097,
                                BUFFER - 1,
                                BUFFER,
                                BUFFER + 1,
                                3 * BUFFER + 4096 + 17)
                        .flatMap(length ->
                                Stream.of(BUFFER, 4096, 1000).map(buffer -> Arguments.of(way, length, buffer))));
    }

    @ParameterizedTest
    @MethodSource("everyWayAndLength")
    void holdsExactlyWhatWasWritten(Optional<OpenOption> way, int length, int buffer) throws IOException {
        byte[] bytes = new byte[length];
        Random random = new Random(length);
        random.nextBytes(bytes);
        Path path = folder.resolve("file");
        try (BlockFile file = new BlockFile(path, buffer, way)) {
            for (int at = 0; at < length; ) {
                int part = Math.min(length - at, 1 + random.nextInt(2 * buffer));
                file.write(bytes, at, part);
                at += part;
            }
            file.finish();
            file.sync();
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
    }

    @Test
    void refusesAFileThatIsThere() throws IOException {
        Path path = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new BlockFile(path, BUFFER, BlockFile.DIRECT))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void thisJdkKnowsHowToAskForIt() {
        assertThat(BlockFile.DIRECT).isPresent();
    }
}
