package dev.slipway.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate signed by itself, for a server that nobody else talks to.
 *
 * @param chain the certificate, in PEM
 * @param key its private key, in PEM
 */
record Certificate(Path chain, Path key) {
    private static final String PASSWORD = "not a secret";

    /** The certificate kept in {@code folder}; makes it with the JDK's keytool when there is none. */
    static Certificate in(Path folder) throws IOException, InterruptedException {
        Certificate certificate = new Certificate(folder.resolve("server.crt"), folder.resolve("server.key"));
        if (!Files.exists(certificate.key)) {
            certificate.make(folder.resolve("server.p12"));
        }
        return certificate;
    }

    private void make(Path store) throws IOException, InterruptedException {
        Files.deleteIfExists(store);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        int code = new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        if (code != 0) {
            throw new IOException("keytool could not make a certificate: exit code " + code);
        }
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            write(chain, "CERTIFICATE", keys.getCertificate("server").getEncoded());
            write(
                    key,
                    "PRIVATE KEY",
                    keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate that keytool made cannot be read", e);
        }
    }

    /** Readable by the owner alone, or the server refuses the key. */
    private static void write(Path file, String label, byte[] body) throws IOException {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(body);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n");
    }
}
