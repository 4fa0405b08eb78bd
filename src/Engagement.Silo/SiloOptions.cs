using System.ComponentModel.DataAnnotations;
using System.Net;
using Engagement.Hosting;

namespace Engagement.Silo;

/// <summary>What this process is to the cluster. Bound from <c>Engagement:Silo</c>.</summary>
public sealed class SiloOptions : IValidatableObject
{
    public const string Section = "Engagement:Silo";

    /// <summary>Default <see cref="SiloRole.Both"/>.</summary>
    public SiloRole Role { get; set; } = SiloRole.Both;

    /// <summary>Processes of one name find each other, and nobody else. Default <c>engagement</c>.</summary>
    [Required, StringLength(150, MinimumLength = 1)]
    public string ClusterId { get; set; } = "engagement";

    /// <summary>The address by which other silos and gateways reach this one; it listens there alone. Default 127.0.0.1.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>For other silos. Default 11,111.</summary>
    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>For processes whose role is <see cref="SiloRole.Gateway"/>. Default 30,000.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>Connection string of the database that all processes of the cluster share. Needed but with <c>--dev</c>.</summary>
    public string Postgres { get; set; } = string.Empty;

    /// <summary>Makes the tables that are not there, or brings them up to this build, at the start. Default true.</summary>
    public bool CreateSchema { get; set; } = true;

    /// <summary>What opens the dashboard at <c>/ops/orleans</c>: as a bearer token, or as the password of any user. At least 16 characters. None or empty: there is no dashboard.</summary>
    public string? OperatorKey
    {
        get;

        // What a template leaves open comes as an empty text.
        set => field = string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>
    /// Runs in a pod: takes its address and names from the environment that Orleans' Kubernetes hosting asks for, and a silo whose pod was
    /// deleted is declared dead at once. Needs the labels and the service account of <c>deploy/kubernetes</c>. Default false.
    /// </summary>
    public bool Kubernetes { get; set; }

    /// <summary>How long open requests and grains have to come to an end when the process is told to. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where the silo listens for other processes of the cluster. In a pod it is alone.</summary>
    internal IEnumerable<ListenAddress> ListenAddresses(bool dev)
    {
        if (Role != SiloRole.Gateway && !Kubernetes && IPAddress.TryParse(Address, out var own))
        {
            var address = dev ? IPAddress.Loopback : own;
            yield return new ListenAddress($"{Section}:{nameof(SiloPort)}", address, SiloPort);
            yield return new ListenAddress($"{Section}:{nameof(GatewayPort)}", address, GatewayPort);
        }
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out _))
        {
            yield return new ValidationResult($"'{Address}' is not an IP address", [nameof(Address)]);
        }

        if (OperatorKey is { Length: < 16 })
        {
            yield return new ValidationResult("expected at least 16 characters", [nameof(OperatorKey)]);
        }
    }
}

public enum SiloRole
{
    /// <summary>Keeps actors and answers HTTP.</summary>
    Both,

    /// <summary>Keeps actors; over HTTP only health, metrics and the dashboard.</summary>
    Silo,

    /// <summary>Answers HTTP for silos elsewhere.</summary>
    Gateway,
}
