package dev.slipway.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import org.junit.jupiter.api.Test;

/** A training that ends early is not noticed by its user, but for a slower start. */
class TrainTest {
    @Test
    void allOfItIsDone() {
        Cli cli = Cli.run("train");
        assertThat(cli.status()).as(cli.all()).isZero();
    }
}
