package io.darkroom.server.access;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Keys in the older forms, which Java does not read, put into the one it does (PKCS #8, RFC 5958). */
final class KeyPairs {
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500"); // 1.2.840.113549.1.1.1
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201"); // 1.2.840.10045.2.1

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int CURVE = 0xA0; // [0] in the key of RFC 5915

    private KeyPairs() {}

    /** From PKCS #1 (RFC 8017, A.1.2). */
    static byte[] wrapRsa(byte[] key) {
        return element(SEQUENCE, VERSION_0, RSA, element(OCTETS, key));
    }

    /** From RFC 5915; empty if it does not name its curve. */
    static Optional<byte[]> wrapEc(byte[] key) {
        return inner(key, SEQUENCE)
                .flatMap(parts -> member(parts, CURVE))
                .map(curve -> element(SEQUENCE, VERSION_0, element(SEQUENCE, EC, curve), element(OCTETS, key)));
    }

    /** Whether what the one signs, the other accepts. */
    static boolean belong(PrivateKey key, PublicKey certified) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            byte[] message = {1, 2, 3};
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(message);
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(certified);
            checking.update(message);
            return checking.verify(signing.sign());
        } catch (GeneralSecurityException e) {
            return false; // of different kinds
        }
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        int length = content.size();
        if (length < 0x80) {
            whole.write(length);
        } else if (length < 0x100) {
            whole.write(0x81);
            whole.write(length);
        } else {
            whole.write(0x82);
            whole.write(length >> 8);
            whole.write(length);
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    /** The content of the element at the start, if it has this tag. */
    private static Optional<byte[]> inner(byte[] der, int tag) {
        return der.length > 0 && (der[0] & 0xFF) == tag ? content(der, 0) : Optional.empty();
    }

    /** The content of the first of several elements in a row that has this tag. */
    private static Optional<byte[]> member(byte[] row, int tag) {
        int at = 0;
        while (at < row.length) {
            Optional<byte[]> content = content(row, at);
            if (content.isEmpty() || (row[at] & 0xFF) == tag) {
                return content;
            }
            at += header(row, at) + content.get().length;
        }
        return Optional.empty();
    }

    private static Optional<byte[]> content(byte[] der, int at) {
        if (at + 2 > der.length) {
            return Optional.empty();
        }
        int header = header(der, at);
        int length = der[at + 1] & 0xFF;
        if (length >= 0x80) {
            if (header > 4 || at + header > der.length) {
                return Optional.empty();
            }
            length = 0;
            for (int i = at + 2; i < at + header; i++) {
                length = (length << 8) | (der[i] & 0xFF);
            }
        }
        int start = at + header;
        return start + length <= der.length
                ? Optional.of(Arrays.copyOfRange(der, start, start + length))
                : Optional.empty();
    }

    /** How many bytes tag and length take. */
    private static int header(byte[] der, int at) {
        int length = der[at + 1] & 0xFF;
        return length < 0x80 ? 2 : 2 + (length & 0x7F);
    }
}
