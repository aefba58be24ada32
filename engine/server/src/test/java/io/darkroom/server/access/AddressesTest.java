package io.darkroom.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.darkroom.server.CannotStartException;
import io.darkroom.server.ServerOptions.Listening;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the server listens. */
class AddressesTest {
    private static final String SECRET = "a-secret-of-the-admin";

    @TempDir
    Path folder;

    @Test
    void severalAddressesShareAFreePort() {
        Listening both = Listening.loopback(0).at(List.of("127.0.0.1", "127.0.0.2"));
        try (Porch porch = Porch.open(folder, both)) {
            RawHttp second = new RawHttp(SocketFactory.getDefault(), "127.0.0.2", porch.port());

            assertThat(porch.http().ask("GET /read").status()).isEqualTo(200);
            assertThat(second.ask("GET /read").status()).isEqualTo(200);
        }
    }

    @Test
    void everywhereIsReachedByNumbersOfBothKinds() throws Exception {
        Listening everywhere =
                Listening.loopback(0).at(List.of("0.0.0.0", "::")).withTokens(List.of(SECRET));
        try (Porch porch = Porch.open(folder, everywhere)) {
            String header = "Authorization: Bearer " + SECRET;

            assertThat(porch.http().ask("GET /read", header).status()).isEqualTo(200);
            assertThat(porch.http()
                            .ask("GET /read", header, "Host: 192.168.1.5:8188")
                            .status())
                    .isEqualTo(200);
            assertThat(porch.http()
                            .ask("GET /read", header, "Host: evil.example")
                            .status())
                    .isEqualTo(403);
            byte[] one = new byte[16];
            one[15] = 1;
            assumeThat(NetworkInterface.getByInetAddress(InetAddress.getByAddress(one)))
                    .isNotNull();
            assertThat(new RawHttp(SocketFactory.getDefault(), "::1", porch.port())
                            .ask("GET /read", header, "Host: [::1]")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aPortInUseIsNamedWithAWayOut() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThatThrownBy(() -> Porch.open(folder, Listening.loopback(other.getLocalPort())))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " of 127.0.0.1 is in use")
                    .hasMessageContaining("--port " + (other.getLocalPort() + 1));
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() {
        Listening elsewhere = Listening.loopback(0).at(List.of("203.0.113.7")).withTokens(List.of(SECRET));

        assertThatThrownBy(() -> Porch.open(folder, elsewhere))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("203.0.113.7 is not one of this machine");
    }

    @Test
    void anAddressThatDoesNotExistIsNamed() {
        Listening nowhere = Listening.loopback(0).at(List.of("nowhere.invalid")).withTokens(List.of(SECRET));

        assertThatThrownBy(() -> Porch.open(folder, nowhere))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("There is no address \"nowhere.invalid\"");
    }
}
