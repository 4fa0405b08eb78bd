using System.Collections.Concurrent;
using System.Text;
using Engagement.Core;
using Engagement.Core.Workspaces;
using Engagement.Runtime.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace Engagement.Gateway.Keys;

/// <summary>A user token that was found right: who it is for, and until when.</summary>
internal readonly record struct UserToken(string UserId, Instant Expires);

/// <summary>
/// Checks user tokens: JWT, HS256 only, signed with the workspace's identity secret, with <c>sub</c> and <c>exp</c>. What a token says of keys
/// (<c>kid</c>, <c>jku</c>, <c>jwk</c>) is ignored. Safe for any number of threads.
/// </summary>
internal sealed class UserTokens(IActorHost host)
{
    /// <summary>How far the clock that made the token may be off.</summary>
    public static readonly Duration Skew = Duration.FromSeconds(30);

    private const int LongestToken = 4096;

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = LongestToken, MapInboundClaims = false };

    // Made once per workspace, because every new key is remembered by the library.
    private readonly ConcurrentDictionary<WorkspaceId, (string Secret, TokenValidationParameters Rules)> _rules = new();

    /// <summary>Null when the token is not right, for whatever reason.</summary>
    public async ValueTask<UserToken?> CheckAsync(WorkspaceSnapshot workspace, string token)
    {
        if (workspace.IdentitySecret is not { } secret || token.Length > LongestToken)
        {
            return null;
        }

        var result = await Handler.ValidateTokenAsync(token, RulesOf(workspace.Id, secret));
        return result.IsValid && result.SecurityToken is JsonWebToken { Subject: var subject } jwt && OpaqueId.IsValid(subject)
            ? new UserToken(subject, Instant.FromDateTimeUtc(DateTime.SpecifyKind(jwt.ValidTo, DateTimeKind.Utc)))
            : null;
    }

    private TokenValidationParameters RulesOf(WorkspaceId workspace, string secret)
    {
        if (!_rules.TryGetValue(workspace, out var known) || known.Secret != secret)
        {
            known = (secret, NewRules(secret));
            _rules[workspace] = known;
        }

        return known.Rules;
    }

    private TokenValidationParameters NewRules(string secret) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)),
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateAudience = false,
        ValidateIssuer = false,
        LifetimeValidator = IsInTime,
    };

    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters rules)
    {
        var now = host.Now.ToDateTimeUtc();
        var skew = Skew.ToTimeSpan();
        return expires is { } end && now < end.Add(skew) && (notBefore is not { } start || now > start.Subtract(skew));
    }
}
