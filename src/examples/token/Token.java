import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Prints a token for a page of Ann's, as a site's server would hand it out: java Token.java */
class Token {
    private static final String KEY = System.getenv().getOrDefault("KEY", "demo");
    private static final String SECRET = System.getenv().getOrDefault("SECRET", "demo-secret");

    public static void main(String[] arguments) throws Exception {
        long now = Instant.now().getEpochSecond();
        System.out.println(sign("""
                {"iss": "%s", "iat": %d, "exp": %d, "presence_id": "ann",
                 "channels": ["demo", {"pattern": "chat.*", "rights": ["subscribe", "publish", "presence"]}]}
                """.formatted(KEY, now, now + 300)));
    }

    private static String sign(String claims) throws Exception {
        String signed =
                part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "." + part(claims.getBytes(UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        return signed + "." + part(mac.doFinal(signed.getBytes(UTF_8)));
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
