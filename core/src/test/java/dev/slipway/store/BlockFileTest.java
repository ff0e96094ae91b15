package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

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

    /** Past the cache; not asked for; refused at opening; refused at the first write, whose blocks are too small. */
    static Stream<Arguments> everyWayAndLength() {
        return Stream.of(
                        Arguments.of(BlockFile.DIRECT, 4096),
                        Arguments.of(Optional.empty(), 4096),
                        Arguments.of(Optional.of(Unheard.OF), 4096),
                        Arguments.of(BlockFile.DIRECT, 512),
                        Arguments.of(BlockFile.DIRECT, 48),
                        Arguments.of(BlockFile.DIRECT, 0))
                .flatMap(way -> Stream.of(
                                0, 1, 511, 512, 4095, 4096, 4097, BUFFER - 1, BUFFER, BUFFER + 1, 4 * BUFFER + 17)
                        .flatMap(length -> Stream.of(BUFFER, 4096, 1536, 1000)
                                .map(buffer -> Arguments.of(way.get()[0], way.get()[1], length, buffer))));
    }

    @ParameterizedTest
    @MethodSource("everyWayAndLength")
    void holdsExactlyWhatWasWritten(Optional<OpenOption> way, int block, int length, int buffer) throws IOException {
        byte[] bytes = new byte[length];
        Random random = new Random(length);
        random.nextBytes(bytes);
        Path path = folder.resolve("file");
        try (BlockFile file = new BlockFile(path, buffer, block, way)) {
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
    void passesTheCacheByWhereTheFileSystemCan() throws IOException {
        assumeThat(Files.getFileStore(folder).type()).isIn("ext4", "xfs");
        Path path = folder.resolve("file");
        try (BlockFile file = BlockFile.uncached(path, BUFFER)) {
            file.write(new byte[3 * BUFFER], 0, 3 * BUFFER);
            file.finish();
            assertThat(file.isUncached()).isTrue();
        }
    }

    @Test
    void goesThroughTheCacheOnceAWriteIsRefused() throws IOException {
        long block = Files.getFileStore(folder).getBlockSize();
        assumeThat(block).isGreaterThan(512);
        Path path = folder.resolve("file");
        try (BlockFile file = new BlockFile(path, 512, 512, BlockFile.DIRECT)) {
            file.write(new byte[5000], 0, 5000);
            file.finish();
            assertThat(file.isUncached()).isFalse();
        }
        assertThat(path).hasSize(5000);
    }

    @Test
    void refusesAFileThatIsThere() throws IOException {
        Path path = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> BlockFile.uncached(path, BUFFER)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void thisJdkKnowsHowToAskForIt() {
        assertThat(BlockFile.DIRECT).isPresent();
    }
}
