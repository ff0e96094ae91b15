package dev.slipway.files;

import static dev.slipway.files.Outcome.column;
import static dev.slipway.files.Outcome.jsonLines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.slipway.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive is unpacked to its end, or it is said where it is damaged. */
final class UnpackedTest {
    private static final FileSchema SCHEMA = jsonLines(column("a", "int64"));
    private static final byte[] PLAIN = lines(500);

    private static byte[] lines(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("{\"a\":").append(i * 7919L).append("}\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] unpack(byte[] packed) throws IOException {
        try (InputStream in = Unpacked.open(FileInput.of("f", packed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] pack(String how, byte[] plain) throws IOException {
        return how.equals("gzip") ? gzip(plain) : Zstd.compress(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void severalMembersAreOneFile(String how) throws IOException {
        byte[] packed = joined(pack(how, PLAIN), pack(how, new byte[0]), pack(how, PLAIN));

        assertThat(unpack(packed)).isEqualTo(joined(PLAIN, PLAIN));
        assertThat(Outcome.of(SCHEMA, packed).allRows()).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void anArchiveOfNothingIsEmpty(String how) throws IOException {
        assertThat(unpack(pack(how, new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void whereverAnArchiveIsCutOffThatIsAFailure(String how) throws IOException {
        byte[] packed = pack(how, PLAIN);
        byte[] two = joined(packed, packed);

        for (int length = 7; length < two.length; length += length < packed.length + 12 ? 1 : 13) {
            if (length != packed.length) {
                byte[] cut = Arrays.copyOf(two, length);
                assertThatThrownBy(() -> unpack(cut))
                        .as("%s bytes of %s", cut.length, two.length)
                        .isInstanceOfSatisfying(Failure.class, e -> {
                            assertThat(e.kind()).isEqualTo(Failure.Kind.INPUT);
                            assertThat(e.text())
                                    .startsWith("f: its " + how + " data are cut off")
                                    .contains("byte ");
                        });
            }
        }
        assertThat(Outcome.of(SCHEMA, Arrays.copyOf(two, two.length - 1)).said())
                .contains("cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void aDamagedArchiveIsNeverReadAsAnotherText(String how) throws IOException {
        byte[] packed = how.equals("gzip") ? gzip(PLAIN) : checked(PLAIN);
        long seed = 20251028;
        Random random = new Random(seed);
        for (int trial = 0; trial < 300; trial++) {
            byte[] damaged = packed.clone();
            int place = 4 + random.nextInt(damaged.length - 4);
            damaged[place] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(unpack(damaged)).as("seed %s, byte %s", seed, place).isEqualTo(PLAIN);
            } catch (Failure e) {
                assertThat(e.kind()).isEqualTo(Failure.Kind.INPUT);
            }
        }
    }

    private static byte[] checked(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZstdOutputStreamNoFinalizer out = new ZstdOutputStreamNoFinalizer(packed)) {
            out.setChecksum(true);
            out.write(plain);
        }
        return packed.toByteArray();
    }

    @Test
    void aGzipHeaderMayHaveNamesRemarksAndExtras() throws IOException {
        byte[] packed = gzip(PLAIN);
        byte[] header = {0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, 'n', 0, 'r', 0, 1, 2};

        assertThat(unpack(joined(header, Arrays.copyOfRange(packed, 10, packed.length))))
                .isEqualTo(PLAIN);
    }

    @Test
    void zerosMayFollowAGzipFileAndNothingElse() throws IOException {
        assertThat(unpack(joined(gzip(PLAIN), new byte[700]))).isEqualTo(PLAIN);
        assertThatThrownBy(() -> unpack(joined(gzip(PLAIN), new byte[7], new byte[] {1})))
                .hasMessageContaining("are followed by something else");
        assertThatThrownBy(() -> unpack(joined(gzip(PLAIN), "rest".getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("are followed by something else");
        assertThatThrownBy(() -> unpack(joined(Zstd.compress(PLAIN), "rest!".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Failure.class);
    }

    @Test
    void framesToBeSkippedAreSkipped() throws IOException {
        byte[] skipped = {0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 1, 2};

        assertThat(unpack(joined(skipped, Zstd.compress(PLAIN), skipped))).isEqualTo(PLAIN);
    }

    @Test
    void aNetworkThatPausesBetweenMembersIsNotTheEnd() throws IOException {
        byte[] packed = joined(gzip(PLAIN), gzip(PLAIN));
        FileInput slow = new FileInput() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public long size() {
                return packed.length;
            }

            @Override
            public Optional<Path> path() {
                return Optional.empty();
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(packed) {
                    @Override
                    public synchronized int read(byte[] target, int offset, int length) {
                        return super.read(target, offset, Math.min(length, 1));
                    }

                    @Override
                    public synchronized int available() {
                        return 0;
                    }
                };
            }
        };

        assertThat(Outcome.of(SCHEMA, slow, Outcome.SMALL).allRows()).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PK\3\4rest", "BZh91AY&SYrest", "\u00FD7zXZ\0rest", "7z\u00BC\u00AF'\u001Crest"})
    void otherArchivesAreRefusedByName(String bytes) {
        assertThat(Outcome.of(SCHEMA, bytes.getBytes(StandardCharsets.ISO_8859_1))
                        .said())
                .contains("is packed as")
                .contains("unpack it first");
    }

    @Test
    void aNameThatPromisesAnArchiveIsBelieved() {
        for (String name : List.of("x.jsonl.gz", "x.jsonl.zst")) {
            assertThat(Outcome.of(SCHEMA, FileInput.of(name, new byte[0]), Outcome.SMALL)
                            .said())
                    .contains("is empty");
            assertThat(Outcome.of(SCHEMA, FileInput.of(name, PLAIN), Outcome.SMALL)
                            .said())
                    .contains("begins with 7b 22 61 22, which is none");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void aBombBecomesOneRejectInLittleMemory(String how) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] spaces = new byte[1 << 20];
        Arrays.fill(spaces, (byte) 'x');
        try (OutputStream out =
                how.equals("gzip") ? new GZIPOutputStream(packed) : new ZstdOutputStreamNoFinalizer(packed)) {
            for (int i = 0; i < 96; i++) {
                out.write(spaces);
            }
            out.write("\n{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        }

        Outcome outcome = Outcome.of(SCHEMA, packed.toByteArray());

        assertThat(outcome.onlyReject()).startsWith("1 has 100663296 bytes, more than");
        assertThat(outcome.rows()).isEqualTo(List.of(List.of(1L)));
    }

    @Test
    void filesOfThisMachineAreReadAndMissed(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("x.jsonl"), PLAIN);
        FileInput input = FileInput.of(file);

        assertThat(input.size()).isEqualTo(PLAIN.length);
        assertThat(Outcome.of(SCHEMA, input, Outcome.SMALL).allRows()).hasSize(500);
        assertThatThrownBy(() -> FileInput.of(folder.resolve("y")))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> FileInput.of(folder)).hasMessageContaining("is a folder");
    }
}
