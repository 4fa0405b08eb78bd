using System.ComponentModel.DataAnnotations;
using Azure.Storage.Blobs;

namespace Engagement.Silo.Azure;

/// <summary>
/// The storage account a cluster keeps itself in, named in one of two ways. Bound from <c>Engagement:Azure</c>; the same for all processes of
/// the cluster.
/// </summary>
public sealed class AzureOptions : IValidatableObject
{
    public const string Section = "Engagement:Azure";

    private const string OneWay = "expected either a ConnectionString, or Tables and Blobs";

    /// <summary>By its key: the connection string of the account. None: by an identity, see <see cref="Tables"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// By an identity: the address of the account's tables, <c>https://name.table.core.windows.net</c>. The identity is that of the pod or
    /// machine (of several, the one <c>AZURE_CLIENT_ID</c> names), or what else the default credential of Azure finds.
    /// </summary>
    public string? Tables { get; set; }

    /// <summary>By an identity: the address of the account's blobs, <c>https://name.blob.core.windows.net</c>.</summary>
    public string? Blobs { get; set; }

    /// <summary>
    /// What the names begin with: tables <c>engagementsilos</c> and <c>engagementreminders</c>, containers <c>engagement-actors</c> and
    /// <c>engagement-cluster</c>. One for each cluster in the account: the containers know nothing of cluster ids. Default <c>engagement</c>.
    /// </summary>
    [RegularExpression("[a-z][a-z0-9]{2,39}", ErrorMessage = "expected 3 to 40 lower-case letters and digits, the first a letter")]
    public string Prefix { get; set; } = "engagement";

    internal bool IsByIdentity => string.IsNullOrEmpty(ConnectionString);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsByIdentity)
        {
            if (!string.IsNullOrEmpty(Tables) || !string.IsNullOrEmpty(Blobs))
            {
                yield return new ValidationResult(OneWay, [nameof(ConnectionString)]);
            }
            else if (!IsConnectionString(ConnectionString!))
            {
                // Not the value: it holds a key.
                yield return new ValidationResult("expected the connection string of a storage account", [nameof(ConnectionString)]);
            }

            yield break;
        }

        foreach (var (name, value) in new[] { (nameof(Tables), Tables), (nameof(Blobs), Blobs) })
        {
            if (string.IsNullOrEmpty(value))
            {
                yield return new ValidationResult(OneWay, [name]);
            }
            else if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || uri.Query.Length > 0)
            {
                // A token is never sent but over TLS. Not the value: a query would be a signature.
                yield return new ValidationResult("expected https:// and a host, without a query", [name]);
            }
        }
    }

    internal string ContainerOf(string storage) => $"{Prefix}-{storage}";

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new BlobServiceClient(text).AccountName is not null;
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
