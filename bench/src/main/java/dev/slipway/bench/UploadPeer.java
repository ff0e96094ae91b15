package dev.slipway.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Copies the Parquet files of a folder to S3 as the SDK does it: each whole, two at a time, without staging or looking back. */
final class UploadPeer {
    private UploadPeer() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
        try (S3Client client = S3Client.builder()
                .endpointOverride(URI.create(arguments[1]))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(ObjectServer.KEY, ObjectServer.SECRET)))
                .build()) {
            Queue<Path> left = new ConcurrentLinkedQueue<>(files);
            Callable<Boolean> job = () -> {
                for (Path file = left.poll(); file != null; file = left.poll()) {
                    put(client, file, arguments[2] + '/' + folder.relativize(file));
                }
                return true;
            };
            Parallel.run(List.of(job, job));
        }
    }

    private static void put(S3Client client, Path file, String key) {
        client.putObject(put -> put.bucket(ObjectServer.BUCKET).key(key), RequestBody.fromFile(file));
    }
}
