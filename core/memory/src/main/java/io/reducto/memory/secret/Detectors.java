package io.reducto.memory.secret;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All kinds of secrets that are known, each with the public source of its format. */
final class Detectors {
    /**
     * AWS access key ids: a prefix of the kind and 16 characters of base 32.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html">IAM
     *     identifiers</a>
     */
    static final PrefixedToken AWS_ACCESS_KEY_ID =
            PrefixedToken.of(
                    "aws-access-key-id",
                    CharClass.UPPER_BASE32,
                    16,
                    16,
                    "AKIA",
                    "ASIA",
                    "ABIA",
                    "ACCA");

    /** AWS secret access keys beside an id. */
    static final Detector AWS_SECRET_ACCESS_KEY = new AwsSecretKey();

    /**
     * GitHub tokens of persons, OAuth, users and servers of apps, and refresh. Those of 36
     * characters carry a checksum, see {@link GitHubChecksum}; others may be up to 255 long.
     *
     * @see <a
     *     href="https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/">
     *     Behind GitHub's new authentication token formats</a>
     */
    static final PrefixedToken GITHUB_TOKEN =
            PrefixedToken.of(
                            "github-token",
                            CharClass.ALNUM,
                            GitHubChecksum.BODY_CHARS,
                            251,
                            "ghp_",
                            "gho_",
                            "ghu_",
                            "ghs_",
                            "ghr_")
                    .with(GitHubChecksum::holds);

    /**
     * GitHub's fine-grained personal access tokens: 22 and 59 characters.
     *
     * @see <a
     *     href="https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns">
     *     Supported secret scanning patterns</a>
     */
    static final PrefixedToken GITHUB_FINE_GRAINED_TOKEN =
            PrefixedToken.of("github-fine-grained-token", CharClass.WORD, 82, 244, "github_pat_");

    /**
     * GitLab tokens: personal, deploy, runner, CI job, trigger, feed, incoming mail, agent, OAuth
     * secret, SCIM, feature flags.
     *
     * @see <a href="https://docs.gitlab.com/security/tokens/#token-prefixes">Token prefixes</a>
     */
    static final PrefixedToken GITLAB_TOKEN =
            PrefixedToken.of(
                            "gitlab-token",
                            CharClass.DOTTED_WORD,
                            20,
                            300,
                            "glpat-",
                            "gldt-",
                            "glrt-",
                            "glrtr-",
                            "glcbt-",
                            "glptt-",
                            "glft-",
                            "glimt-",
                            "glagent-",
                            "gloas-",
                            "glsoat-",
                            "glffct-")
                    .with(Randomness::hasDigit);

    /**
     * Slack tokens of bots, users, workspaces, apps, and refresh.
     *
     * @see <a href="https://docs.slack.dev/authentication/tokens">Tokens</a>
     */
    static final PrefixedToken SLACK_TOKEN =
            PrefixedToken.of(
                            "slack-token",
                            CharClass.DOTTED_WORD,
                            20,
                            300,
                            "xoxb-",
                            "xoxp-",
                            "xoxa-",
                            "xoxr-",
                            "xoxs-",
                            "xoxo-",
                            "xoxc-",
                            "xoxd-",
                            "xoxe-",
                            "xoxe.",
                            "xapp-",
                            "xwfp-")
                    .with(Randomness::hasDigit);

    /**
     * Slack's incoming webhooks: whoever knows the address may write.
     *
     * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">
     *     Incoming webhooks</a>
     */
    static final PrefixedToken SLACK_WEBHOOK =
            PrefixedToken.of(
                    "slack-webhook",
                    CharClass.BASE64,
                    40,
                    120,
                    "hooks.slack.com/services/",
                    "hooks.slack.com/workflows/",
                    "hooks.slack.com/triggers/");

    /**
     * Google API keys.
     *
     * @see <a href="https://docs.cloud.google.com/docs/authentication/api-keys">Manage API keys</a>
     */
    static final PrefixedToken GOOGLE_API_KEY =
            PrefixedToken.of("google-api-key", CharClass.WORD, 35, 35, "AIza");

    /**
     * Google's OAuth client secrets.
     *
     * @see <a
     *     href="https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns">
     *     Supported secret scanning patterns</a>
     */
    static final PrefixedToken GOOGLE_CLIENT_SECRET =
            PrefixedToken.of("google-client-secret", CharClass.WORD, 28, 28, "GOCSPX-");

    /**
     * Stripe's live keys, secret and restricted. Test keys move no money and are left alone.
     *
     * @see <a href="https://docs.stripe.com/keys">API keys</a>
     */
    static final PrefixedToken STRIPE_LIVE_KEY =
            PrefixedToken.of("stripe-live-key", CharClass.ALNUM, 16, 255, "sk_live_", "rk_live_")
                    .with(Randomness::hasDigit);

    /**
     * Tokens of the npm registry: made like GitHub's, and with the same checksum.
     *
     * @see <a
     *     href="https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/">npm
     *     has a new access token format</a>
     */
    static final PrefixedToken NPM_TOKEN =
            PrefixedToken.of("npm-token", CharClass.ALNUM, 36, 36, "npm_");

    /**
     * Tokens of PyPI and TestPyPI: macaroons of version 2 in base64url.
     *
     * @see <a href="https://pypi.org/help/#apitoken">API tokens</a>
     */
    static final PrefixedToken PYPI_TOKEN =
            PrefixedToken.of("pypi-token", CharClass.WORD, 50, 1000, "pypi-AgE");

    /**
     * Anthropic's keys.
     *
     * @see <a href="https://platform.claude.com/docs/en/api/overview">API overview</a>
     */
    static final PrefixedToken ANTHROPIC_KEY =
            PrefixedToken.of("anthropic-key", CharClass.WORD, 32, 300, "sk-ant-")
                    .with(Randomness::hasDigit);

    /**
     * OpenAI's keys of projects, service accounts and administrators.
     *
     * @see <a href="https://platform.openai.com/docs/api-reference/authentication">
     *     Authentication</a>
     */
    static final PrefixedToken OPENAI_KEY =
            PrefixedToken.of(
                            "openai-key",
                            CharClass.WORD,
                            32,
                            300,
                            "sk-proj-",
                            "sk-svcacct-",
                            "sk-admin-",
                            "sk-None-")
                    .with(Randomness::hasDigit);

    /**
     * Keys that have only {@code sk-} before them: OpenAI's of users, and those of services that
     * took its manner.
     *
     * @see <a href="https://platform.openai.com/docs/api-reference/authentication">
     *     Authentication</a>
     */
    static final PrefixedToken SK_KEY =
            PrefixedToken.of("sk-key", CharClass.ALNUM, 32, 128, "sk-").with(Randomness::hasDigit);

    /**
     * Hugging Face's tokens of users and organisations.
     *
     * @see <a href="https://huggingface.co/docs/hub/security-tokens">User access tokens</a>
     */
    static final PrefixedToken HUGGING_FACE_TOKEN =
            PrefixedToken.of("hugging-face-token", CharClass.ALNUM, 34, 40, "hf_", "api_org_");

    /** Signed and encrypted JSON web tokens. */
    static final Detector JSON_WEB_TOKEN = new JsonWebToken();

    /** Blocks of private keys. */
    static final Detector PRIVATE_KEY = new PrivateKeyBlock();

    /** Passwords of URLs. */
    static final Detector URL_PASSWORD = new UrlPassword();

    /** {@code Bearer} and a token. */
    static final Detector BEARER_TOKEN = HttpCredentials.bearer();

    /** {@code Basic} and user and password in base64. */
    static final Detector BASIC_CREDENTIALS = HttpCredentials.basic();

    /**
     * Keys of Azure storage accounts (88 characters) and of shared access policies (44), in
     * connection strings.
     *
     * @see <a
     *     href="https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string">
     *     Connection strings</a>
     */
    static final PrefixedToken AZURE_KEY =
            PrefixedToken.of(
                            "azure-key",
                            CharClass.BASE64_PADDED,
                            44,
                            88,
                            "AccountKey=",
                            "SharedAccessKey=")
                    .with(text -> text.endsWith("="));

    /**
     * Twilio's API keys.
     *
     * @see <a href="https://www.twilio.com/docs/glossary/what-is-a-sid">What is a SID</a>
     */
    static final PrefixedToken TWILIO_KEY =
            PrefixedToken.of("twilio-key", CharClass.HEX, 32, 32, "SK");

    /**
     * SendGrid's keys: an id of 22 characters, a dot, 43 characters.
     *
     * @see <a href="https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys">API
     *     keys</a>
     */
    static final PrefixedToken SENDGRID_KEY =
            PrefixedToken.of("sendgrid-key", CharClass.DOTTED_WORD, 66, 66, "SG.")
                    .with(text -> text.indexOf('.') == 22);

    /**
     * DigitalOcean's tokens of persons, OAuth, and refresh.
     *
     * @see <a href="https://docs.digitalocean.com/reference/api/create-personal-access-token/">
     *     Create a personal access token</a>
     */
    static final PrefixedToken DIGITALOCEAN_TOKEN =
            PrefixedToken.of(
                    "digitalocean-token", CharClass.HEX, 64, 64, "dop_v1_", "doo_v1_", "dor_v1_");

    /** Values beside telling names; last, since it knows least. */
    static final Assignment ASSIGNMENT = new Assignment();

    /** All of them; where two recognise places of one length, the first names it. */
    static final List<Detector> ALL =
            List.of(
                    AWS_ACCESS_KEY_ID,
                    AWS_SECRET_ACCESS_KEY,
                    GITHUB_TOKEN,
                    GITHUB_FINE_GRAINED_TOKEN,
                    GITLAB_TOKEN,
                    SLACK_TOKEN,
                    SLACK_WEBHOOK,
                    GOOGLE_API_KEY,
                    GOOGLE_CLIENT_SECRET,
                    STRIPE_LIVE_KEY,
                    NPM_TOKEN,
                    PYPI_TOKEN,
                    ANTHROPIC_KEY,
                    OPENAI_KEY,
                    SK_KEY,
                    HUGGING_FACE_TOKEN,
                    JSON_WEB_TOKEN,
                    PRIVATE_KEY,
                    URL_PASSWORD,
                    AZURE_KEY,
                    TWILIO_KEY,
                    SENDGRID_KEY,
                    DIGITALOCEAN_TOKEN,
                    BEARER_TOKEN,
                    BASIC_CREDENTIALS,
                    ASSIGNMENT);

    /** Their names, sorted by nothing. */
    static final Set<String> NAMES =
            ALL.stream().map(Detector::name).collect(Collectors.toUnmodifiableSet());

    private Detectors() {}
}
