package dev.slipway.store;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says what a file system's refusal means and what to do about it. */
final class LocalFailure {
    private LocalFailure() {}

    static Failure of(String verb, Path path, Exception thrown) {
        Exception cause =
                thrown instanceof UncheckedIOException && thrown.getCause() instanceof IOException io ? io : thrown;
        String doing = "could not " + verb + ' ' + path + ": ";
        if (cause instanceof AccessDeniedException) {
            return new Failure(
                    Failure.Kind.CONFIG, doing + "permission denied; choose another folder or change its mode", cause);
        }
        String reason = reason(cause);
        if (cause instanceof NotDirectoryException || reason.contains("Not a directory")) {
            return new Failure(Failure.Kind.CONFIG, doing + "a file stands where a folder is needed", cause);
        }
        if (reason.contains("Read-only file system")) {
            return new Failure(
                    Failure.Kind.CONFIG, doing + "the file system is read-only; choose another folder", cause);
        }
        if (reason.contains("No space left") || reason.contains("Disk quota") || reason.contains("File too large")) {
            return new Failure(
                    Failure.Kind.UNAVAILABLE,
                    doing + reason + "; nothing that was published is affected: free some space and run again",
                    cause);
        }
        return new Failure(Failure.Kind.UNAVAILABLE, doing + reason, cause);
    }

    private static String reason(Exception e) {
        if (e instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        if (e instanceof FileSystemException) {
            return e.getClass().getSimpleName();
        }
        String message = e instanceof IOException ? e.getMessage() : e.toString();
        return message == null ? e.toString() : message;
    }
}
